/** Predicts candidates one after the other by the simulator, from measured costs. Every figure of it is simulated. */
import type { Backend } from '../../../domain/backend';
import type { AdviceFigures } from '../../../domain/experiment';
import type { Scenario } from '../../../domain/scenario';
import type { SimulationInput, TenantCost } from '../../../domain/simulation';
import { simulate } from '../../simulator/simulate';
import type { Candidate } from './candidates';
import type { MeasuredCosts } from './measured-costs';

const LENGTHS = { warmupMs: 500, durationMs: 4000 };

export interface Predicted extends Candidate {
  readonly predicted: AdviceFigures;
}

export interface PredictionBasis {
  readonly costs: MeasuredCosts;
  /** What a model's files weigh, bytes; 0 when that is not known. */
  readonly bytesOf: (modelId: string) => number;
  /** What `auto` means here. */
  readonly automaticBackend: Backend;
}

/** @param turn between two of them: lets others go on, throws to give up. */
export async function predictAll(
  candidates: readonly Candidate[],
  basis: PredictionBasis,
  turn: (done: number) => Promise<void>,
): Promise<readonly Predicted[]> {
  const predicted: Predicted[] = [];
  for (const [index, candidate] of candidates.entries()) {
    await turn(index);
    const figures = await predictOne(candidate.scenario, basis);
    if (figures !== null) predicted.push({ ...candidate, predicted: figures });
  }
  return predicted;
}

/** Null where a tenant could not be measured on its place. */
export async function predictOne(given: Scenario, basis: PredictionBasis): Promise<AdviceFigures | null> {
  const scenario = resolved(given, basis);
  const input = inputOf(scenario, basis);
  if (input === null) return null;
  const { tenants, totals } = await simulate(input, LENGTHS);
  const hits = tenants.map((one) => one.deadlineHitFraction).filter((one) => one !== null);
  return {
    throughputPerSecond: totals.throughputPerSecond,
    worstDeadlineHitFraction: Math.min(1, ...hits),
    memoryBytes: memoryOf(scenario, basis),
  };
}

const resolved = (scenario: Scenario, { automaticBackend }: PredictionBasis): Scenario => ({
  ...scenario,
  executors: scenario.executors.map((one) =>
    one.backend === 'auto' ? { ...one, backend: automaticBackend } : one,
  ),
});

function inputOf(scenario: Scenario, { costs }: PredictionBasis): SimulationInput | null {
  const known = scenario.tenants.map(({ id }) => [id, costs.of(scenario, id)] as const);
  if (known.some(([, cost]) => cost === null)) return null;
  const backends = scenario.executors.flatMap(({ id, backend }) =>
    backend === 'auto' ? [] : [[id, backend] as const],
  );
  return {
    scenario,
    backends: Object.fromEntries(backends),
    costs: Object.fromEntries(known.filter((one): one is [string, TenantCost] => one[1] !== null)),
    contention: costs.contention,
  };
}

/** Of each executor: what the most demanding of its tenants had it reserve alone, and the files of the others. */
function memoryOf(scenario: Scenario, { costs, bytesOf }: PredictionBasis): number | null {
  let sum = 0;
  for (const { id } of scenario.executors) {
    const here = scenario.tenants.filter(({ executorId }) => executorId === id);
    const alone = here.map((tenant) => ({ tenant, bytes: costs.memoryOf(scenario, tenant.id) }));
    if (alone.some(({ bytes }) => bytes === null)) return null;
    const [most, ...others] = alone.sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
    sum += most?.bytes ?? 0;
    for (const { tenant } of others) sum += bytesOf(tenant.modelId);
  }
  return sum;
}
