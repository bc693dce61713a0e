/**
 * Costs of tenants that nobody has measured, from their models' multiply-accumulates: good for the shape of a schedule, not
 * for its milliseconds. Everything here is an assumption and is told as `modelled`.
 */
import type { Backend } from '../../domain/backend';
import type { SegmentPlan } from '../../domain/plan';
import type { ExecutorConfig, Scenario } from '../../domain/scenario';
import type { TenantCost } from '../../domain/simulation';
import { resourceProfileOf } from '../../scheduling/gates/resource-profile';

/** What of a model costs are made from. */
export interface ModelWork {
  readonly id: string;
  /** Of one inference, in millions. */
  readonly megaMacs: number;
  readonly parameters: number;
}

/** Millions of multiply-accumulates a ms that a laptop may reach, by backend; one thread of WASM with SIMD. */
const MEGA_MACS_PER_MS: Readonly<Record<Backend, number>> = { webgpu: 100, webgl: 50, wasm: 10, cpu: 0.5 };
/** What any inference takes besides, ms: compute of small operations, input, output, the way to the worker. */
const OVERHEAD = { computeMs: 1, prepareMs: 0.5, afterMs: 0.3, hopMs: 0.03 };
/** Length of a segment where one is cut at each operation, ms. */
const LAYER_MS = 0.5;

/**
 * By tenant: ms = megaMacs / rate + 1, with no spread, cut evenly into segments of the executor's target time.
 * Tenants of other models than the given ones have none.
 * @param backends of each executor by id.
 */
export function modelledCosts(
  { tenants, executors }: Scenario,
  models: readonly ModelWork[],
  backends: Readonly<Record<string, Backend>>,
): Record<string, TenantCost> {
  const costs: Record<string, TenantCost> = {};
  for (const { id, modelId, executorId } of tenants) {
    const model = models.find((one) => one.id === modelId);
    const executor = executors.find((one) => one.id === executorId);
    const backend = backends[executorId];
    if (model === undefined || executor === undefined || backend === undefined) continue;
    const computeMs = model.megaMacs / MEGA_MACS_PER_MS[backend] + OVERHEAD.computeMs;
    costs[id] = {
      ...OVERHEAD,
      computeMs,
      n: 0,
      samplesMs: [],
      plan: evenPlan(computeMs, executor),
      basis: 'modelled',
      resource: resourceProfileOf(model),
      baseline: null,
    };
  }
  return costs;
}

function evenPlan(wholeMs: number, { segmentMs: target }: ExecutorConfig): SegmentPlan {
  const count = Math.max(1, Math.round(wholeMs / (target === 'layer' ? LAYER_MS : target)));
  return {
    target,
    segmentsMs: Array.from({ length: count }, () => wholeMs / count),
    wholeMs,
    n: 0,
    cutsTried: 0,
    cutsKept: 0,
    reason: 'modelled: cut evenly, at no cost',
    lossFraction: 0,
    fenceMs: null,
  };
}
