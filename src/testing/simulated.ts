/** Inputs for the simulator in tests: a scenario with costs that the test names. */
import type { Scenario } from '../domain/scenario';
import type { SimulationInput, TenantCost } from '../domain/simulation';

/** Costs of a tenant that takes so long, with no overhead unless said. */
export const cost = (computeMs: number, change: Partial<TenantCost> = {}): TenantCost => ({
  n: 100,
  prepareMs: 0,
  computeMs,
  samplesMs: [],
  afterMs: 0,
  plan: null,
  basis: 'profile',
  hopMs: 0,
  resource: 'unknown',
  baseline: null,
  ...change,
});

/** A cost that is cut into segments of the given times. */
export function cutCost(segmentsMs: readonly number[], change: Partial<TenantCost> = {}): TenantCost {
  const wholeMs = segmentsMs.reduce((sum, ms) => sum + ms, 0);
  return cost(wholeMs, {
    plan: {
      target: 'layer',
      segmentsMs,
      wholeMs,
      n: 100,
      cutsTried: segmentsMs.length - 1,
      cutsKept: segmentsMs.length - 1,
      reason: null,
      lossFraction: 0,
      fenceMs: null,
    },
    ...change,
  });
}

/** @param slope of the contention on the CPU; 0: executors do not slow one another. */
export function simulationInput(
  scenario: Scenario,
  costs: Readonly<Record<string, TenantCost>>,
  slope = 0,
): SimulationInput {
  return {
    scenario,
    backends: Object.fromEntries(scenario.executors.map(({ id }) => [id, 'wasm' as const])),
    costs,
    contention: { kind: 'linear-slowdown', slope: { gpu: 0, cpu: slope }, n: 0, relativeError: null },
  };
}
