/**
 * What dropping a tenant somewhere would do, in words, and why it cannot be done where that is known beforehand. What
 * only the engine knows (a model that needs more than a backend has), the engine says when it is asked to move.
 */
import type { ExecutorConfig } from '../../../domain/scenario';
import { MAX_EXECUTORS, PLAIN_CHOICE } from '../../../domain/scenario';
import type { ExecutorSnapshot, Snapshot, TenantSnapshot } from '../../../domain/snapshot';
import { freeExecutorId } from '../../tenant-words';

/** The drop target beside the columns; no executor can be called so. */
export const NEW_EXECUTOR = '+';

export type DropEffect =
  /** Nothing changes: it is there already. */
  | { readonly kind: 'stay'; readonly text: string }
  | { readonly kind: 'share'; readonly text: string; readonly to: string }
  | { readonly kind: 'own'; readonly text: string; readonly to: ExecutorConfig }
  | { readonly kind: 'refused'; readonly text: string };

type NameOf = (tenant: TenantSnapshot) => string;

/** "WASM ×2": what an executor runs on, as far as it is known. */
function executorWords({ backend, config, threads }: ExecutorSnapshot): string {
  const shown = backend ?? config.backend;
  return shown === 'wasm' ? `WASM ×${threads > 0 ? threads : config.threads}` : shown.toUpperCase();
}

/** Why an executor cannot take a model; null as far as is known here. */
function objection(snapshot: Snapshot, executor: ExecutorSnapshot, modelId: string): string | null {
  if (executor.status.kind === 'failed') return `Failed: ${executor.status.error.message}`;
  const asked = executor.config.backend;
  const capability = snapshot.machine?.backends.find((one) => one.backend === asked);
  if (executor.backend === null && capability?.available === false)
    return `No ${asked.toUpperCase()} here: ${capability.reason ?? 'this browser does not offer it.'}`;
  for (const { config, status } of snapshot.tenants) {
    if (config.modelId !== modelId || status.kind !== 'failed' || status.error.code !== 'backend-unsuited')
      continue;
    const tried = snapshot.executors.find((one) => one.config.id === config.executorId);
    if (tried !== undefined && (tried.backend ?? tried.config.backend) === (executor.backend ?? asked))
      return status.error.message;
  }
  return null;
}

function ofNewExecutor(snapshot: Snapshot, tenant: TenantSnapshot): DropEffect {
  const { executors, tenants } = snapshot;
  const home = executors.find((one) => one.config.id === tenant.config.executorId);
  const alone = tenants.filter((one) => one.config.executorId === tenant.config.executorId).length === 1;
  if (alone) return { kind: 'stay', text: 'It has its own already' };
  if (executors.length >= MAX_EXECUTORS)
    return { kind: 'refused', text: `${MAX_EXECUTORS} executors are the most there can be` };
  const id = freeExecutorId(executors.map((one) => one.config.id));
  const like = home?.config ?? ({ backend: 'auto', threads: 1, ...PLAIN_CHOICE } as const);
  return { kind: 'own', text: 'New executor', to: { ...like, id } };
}

/** @param target an executor's id or `NEW_EXECUTOR`. */
export function dropEffect(
  snapshot: Snapshot,
  nameOf: NameOf,
  tenantId: string,
  target: string,
): DropEffect | null {
  const tenant = snapshot.tenants.find((one) => one.config.id === tenantId);
  if (tenant === undefined) return null;
  if (target === NEW_EXECUTOR) return ofNewExecutor(snapshot, tenant);
  const executor = snapshot.executors.find((one) => one.config.id === target);
  if (executor === undefined) return null;
  if (tenant.config.executorId === target) return { kind: 'stay', text: 'Back to its place' };
  const reason = objection(snapshot, executor, tenant.config.modelId);
  if (reason !== null) return { kind: 'refused', text: reason };
  const residents = snapshot.tenants.filter((one) => one.config.executorId === target).map(nameOf);
  const company = residents.length === 0 ? '' : ` with ${residents.join(', ')}`;
  return { kind: 'share', text: `Share ${executorWords(executor)}${company}`, to: target };
}

/** The targets in the order in which arrow keys go through them. */
export const targetsOf = (executorIds: readonly string[]): readonly string[] => [
  ...executorIds,
  NEW_EXECUTOR,
];

/** The target after or before `from`; stays at the ends. */
export function nextTarget(targets: readonly string[], from: string | null, step: 1 | -1): string | null {
  const index = from === null ? -1 : targets.indexOf(from);
  return targets[Math.max(0, Math.min(targets.length - 1, index + step))] ?? null;
}
