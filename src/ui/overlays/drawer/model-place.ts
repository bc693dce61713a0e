/**
 * Where the drawer will put a model, and whether it can run there as far as that is known here: what the machine
 * offers, and what an executor refused before. What only trying tells, the tenant's card tells.
 */
import { BACKENDS } from '../../../domain/backend';
import type { ExecutorConfig } from '../../../domain/scenario';
import type { Snapshot } from '../../../domain/snapshot';

export type AskedBackend = ExecutorConfig['backend'];

export interface Place {
  /** Id of an executor that exists, or null for one of its own. */
  readonly executorId: string | null;
  /** For an executor of its own. */
  readonly backend: AskedBackend;
}

export const ASKED_BACKENDS: readonly AskedBackend[] = ['auto', ...BACKENDS];

/** The backend that a model would meet there: as asked for, or as it took effect. */
export function backendAt(place: Place, snapshot: Snapshot): AskedBackend {
  const executor = snapshot.executors.find((one) => one.config.id === place.executorId);
  const asked = executor === undefined ? place.backend : (executor.backend ?? executor.config.backend);
  return asked === 'auto' ? (snapshot.machine?.automaticBackend ?? 'auto') : asked;
}

/** Why a model cannot run at a place; null as far as nothing speaks against it. */
export function objectionTo(modelId: string, place: Place, snapshot: Snapshot): string | null {
  const backend = backendAt(place, snapshot);
  for (const { config, status } of snapshot.tenants) {
    if (config.modelId !== modelId || status.kind !== 'failed' || status.error.code !== 'backend-unsuited')
      continue;
    if (backendAt({ executorId: config.executorId, backend: 'auto' }, snapshot) === backend)
      return status.error.message;
  }
  return null;
}

/** "auto → wasm", "webgpu (not here)". */
export function backendLabel(backend: AskedBackend, machine: Snapshot['machine']): string {
  if (backend === 'auto') return machine === null ? 'auto' : `auto → ${machine.automaticBackend}`;
  const capability = machine?.backends.find((one) => one.backend === backend);
  if (capability?.available === false) return `${backend} (not here)`;
  return capability?.software === true ? `${backend} (software)` : backend;
}

export const isHere = (backend: AskedBackend, machine: Snapshot['machine']): boolean =>
  machine?.backends.find((one) => one.backend === backend)?.available !== false;
