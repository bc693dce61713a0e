/** One executor: its backend, how busy it is, and the cards of its tenants. */
import { Ellipsis } from 'lucide-react';
import { useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { formatFraction } from '../../format';
import { Hint } from '../../primitives/Hint';
import { usePlayground } from '../../store';
import { BackendSelect } from './BackendSelect';
import { ExecutorEditor } from './ExecutorEditor';
import { TenantCard } from './TenantCard';

export function ExecutorColumn({ executorId }: { readonly executorId: string }) {
  const [open, setOpen] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
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
  if (executor === undefined) return null;
  const busy = Math.min(1, executor.utilisationFraction);
  return (
    <section className="executor" aria-label={`Executor ${executorId}`}>
      <header className="executor-head">
        <Hint term="executor" className="executor-id">
          {executorId}
        </Hint>
        <button
          ref={more}
          type="button"
          className="icon-button quiet small"
          aria-label={`Details of ${executorId}`}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(true)}
        >
          <Ellipsis size={15} aria-hidden="true" />
        </button>
      </header>
      <BackendSelect executor={executor} />
      <div className="executor-load">
        <div className="utilisation" aria-hidden="true">
          <div style={{ transform: `scaleX(${busy.toFixed(3)})` }} />
        </div>
        <Hint term="utilisation">{formatFraction(busy)}</Hint>
        <Hint term="policy">{executor.config.policy.toUpperCase()}</Hint>
      </div>
      {executor.status.kind === 'starting' && <p className="dim small-text">starting</p>}
      {executor.status.kind === 'failed' && (
        <p className="bad small-text">failed: {executor.status.error.message}</p>
      )}
      {(executor.fellBack || executor.softwareAdapter) && (
        <p className="executor-badges">
          {executor.fellBack && (
            <Hint term="fallback" className="badge warn">
              fell back
            </Hint>
          )}
          {executor.softwareAdapter && (
            <Hint term="software-adapter" className="badge warn">
              software GPU
            </Hint>
          )}
        </p>
      )}
      {residents.map((tenantId) => (
        <TenantCard key={tenantId} tenantId={tenantId} />
      ))}
      {open && <ExecutorEditor executor={executor} anchor={more} onClose={() => setOpen(false)} />}
    </section>
  );
}
