/**
 * Where else a failed tenant could run: the backends that this machine has besides the one it failed on, and what
 * choosing one does to those who share its executor. Pure: it sends nothing.
 */
import type { Backend, Machine } from '../../../domain/backend';
import { MAX_EXECUTORS } from '../../../domain/scenario';
import type { ExecutorSnapshot, Snapshot } from '../../../domain/snapshot';

export interface BackendOffer {
  readonly backend: Backend;
  /** `move`: to an executor of its own, for the others here run well. `restart`: its executor gets the backend. */
  readonly way: 'move' | 'restart';
  readonly executorId: string;
  /** What it does, for people. */
  readonly words: string;
}

/** The backend in force, or the one that `auto` would have brought; null while nothing is known of the machine. */
export function backendOf(
  { backend, config }: Pick<ExecutorSnapshot, 'backend' | 'config'>,
  machine: Machine | null,
): Backend | null {
  if (backend !== null) return backend;
  return config.backend === 'auto' ? (machine?.automaticBackend ?? null) : config.backend;
}

/** In the machine's order of preference; empty when there is no other backend or no room for another executor. */
export function otherBackends(snapshot: Snapshot, tenantId: string): readonly BackendOffer[] {
  const { tenants, executors, machine } = snapshot;
  const executorId = tenants.find((one) => one.config.id === tenantId)?.config.executorId;
  const executor = executors.find((one) => one.config.id === executorId);
  if (executor === undefined || executorId === undefined) return [];
  const failedOn = backendOf(executor, machine);
  const shared = tenants.some(
    ({ config, status }) =>
      config.id !== tenantId && config.executorId === executorId && status.kind !== 'failed',
  );
  if (shared && executors.length >= MAX_EXECUTORS) return [];
  const others = (machine?.backends ?? []).filter((one) => one.available && one.backend !== failedOn);
  return others.map(({ backend }) =>
    shared
      ? {
          backend,
          way: 'move',
          executorId,
          words: `${backend}, on an executor of its own: the others on ${executorId} run on`,
        }
      : { backend, way: 'restart', executorId, words: `${backend}: ${executorId} starts anew with it` },
  );
}
