/**
 * Whether a change leaves a scenario that could be loaded: asked before anything is changed. It knows no workers and changes
 * nothing.
 */
import { EngineError } from '../domain/errors';
import type { Model } from '../domain/model';
import { checkPipelines } from '../domain/pipelines';
import type { ExecutorConfig, TenantConfig } from '../domain/scenario';
import { schedulingTroubles } from '../domain/scenario-scheduling';

interface Candidate {
  readonly executors: readonly ExecutorConfig[];
  readonly tenants: readonly TenantConfig[];
  readonly userPolicy: string | null;
}

/**
 * @param modelOf undefined for a model that is not here yet: nothing is said about what it can feed.
 * @throws EngineError `scenario-invalid` | `pipeline-unfit`.
 */
export function refuseUnlessValid(
  { executors, tenants, userPolicy }: Candidate,
  modelOf: (modelId: string) => Model | undefined,
): void {
  const troubles = schedulingTroubles({ executors, tenants, userPolicy: userPolicy ?? undefined });
  if (troubles.length > 0) {
    const told = troubles.map(({ path, message }) => `${nameOf(path, { executors, tenants })}: ${message}`);
    throw new EngineError('scenario-invalid', `That does not fit together. ${told.join('. ')}.`);
  }
  const unfit = checkPipelines(tenants, modelOf)[0];
  if (unfit !== undefined) throw new EngineError('pipeline-unfit', unfit.message);
}

/** `["tenants", 2, "workload"]` → `face, workload`. */
function nameOf(
  [list, index, field]: readonly (string | number)[],
  { executors, tenants }: Pick<Candidate, 'executors' | 'tenants'>,
): string {
  const one = list === 'tenants' ? tenants[Number(index)] : executors[Number(index)];
  return `${one?.id ?? list}, ${field}`;
}
