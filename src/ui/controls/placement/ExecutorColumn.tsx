/** One executor: its head, the cards of its tenants, and what dropping a held card here does. */
import { useDroppable } from '@dnd-kit/react';
import { useShallow } from 'zustand/react/shallow';
import { TenantMark } from '../../primitives/TenantMark';
import { usePlayground } from '../../store';
import { tenantName } from '../../tenant-words';
import { ExecutorHead } from './ExecutorHead';
import { FailureText } from './FailureText';
import { TenantCard } from './TenantCard';
import { useDropEffect } from './use-drop-effect';

interface ExecutorColumnProps {
  readonly executorId: string;
  /** 0-based place on the board. */
  readonly column: number;
  /** Id of the tenant whose card is held. */
  readonly held: string | null;
}

export function ExecutorColumn({ executorId, column, held }: ExecutorColumnProps) {
  const { ref, isDropTarget } = useDroppable({ id: executorId });
  const effect = useDropEffect(held, executorId);
  const executor = usePlayground((state) =>
    state.snapshot?.executors.find((one) => one.config.id === executorId),
  );
  const residents = usePlayground(
    useShallow((state) =>
      (state.snapshot?.tenants ?? [])
        .filter((tenant) => tenant.config.executorId === executorId)
        .map((tenant) => tenant.config.id),
    ),
  );
  const arriving = usePlayground(
    useShallow((state) =>
      (state.snapshot?.tenants ?? [])
        .filter(({ config, status }) => config.executorId !== executorId && movesTo(status, executorId))
        .map((tenant) => tenant.config.id),
    ),
  );
  if (executor === undefined) return null;
  const over = isDropTarget && effect !== null && effect.kind !== 'refused';
  return (
    <section
      ref={ref}
      data-drop-target={executorId}
      className={`executor ${over ? 'is-over' : ''} ${effect?.kind === 'refused' ? 'refuses' : ''}`}
      aria-label={`Executor ${executorId}`}
      style={{ gridColumn: column + 1 }}
    >
      <ExecutorHead executor={executor} />
      {executor.status.kind === 'failed' && <ExecutorFailure executorId={executorId} />}
      {residents.map((tenantId) => (
        <TenantCard key={tenantId} tenantId={tenantId} />
      ))}
      {arriving.map((tenantId) => (
        <Arriving key={tenantId} tenantId={tenantId} />
      ))}
      {effect !== null && effect.kind !== 'stay' && (
        <p className="drop-words">
          <strong>{executorId}</strong>
          <span className={effect.kind === 'refused' ? 'bad' : ''}>{effect.text}</span>
        </p>
      )}
    </section>
  );
}

/** Why it failed, unless the card of one of its tenants says the same sentence. */
function ExecutorFailure({ executorId }: { readonly executorId: string }) {
  const error = usePlayground(({ snapshot }) => {
    const status = snapshot?.executors.find((one) => one.config.id === executorId)?.status;
    return status?.kind === 'failed' ? status.error : null;
  });
  const told = usePlayground(
    ({ snapshot }) =>
      snapshot?.tenants.some(
        ({ config, status }) =>
          config.executorId === executorId &&
          status.kind === 'failed' &&
          status.error.message === error?.message,
      ) === true,
  );
  return error === null || told ? null : <FailureText error={error} />;
}

const movesTo = (status: { readonly kind: string; readonly toExecutorId?: string }, executorId: string) =>
  status.kind === 'moving' && status.toExecutorId === executorId;

/** A tenant on its way: it runs where it was until it is loaded here. */
function Arriving({ tenantId }: { readonly tenantId: string }) {
  const index = usePlayground(
    (state) => state.snapshot?.tenants.findIndex((one) => one.config.id === tenantId) ?? -1,
  );
  const name = usePlayground((state) => {
    const tenant = state.snapshot?.tenants[index];
    return tenant === undefined ? '' : tenantName(state.catalog, tenant.config);
  });
  return (
    <p className="arriving small-text">
      <TenantMark index={index} /> {name} is on its way
    </p>
  );
}
