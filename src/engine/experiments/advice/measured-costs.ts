/**
 * What an inference of each tenant costs on each place, and how executors of a device slow one another: from the runs that an
 * advice has measured. Everything here is measured; what is made of it is a prediction.
 */
import type { ExperimentPlan, MeasuredTenant, Measurement, PlannedCell } from '../../../domain/experiment';
import type { Scenario } from '../../../domain/scenario';
import type { ContentionModel, TenantCost } from '../../../domain/simulation';

/** Service times handed to the simulator at most. */
const SAMPLES = 256;

interface Cost {
  readonly cost: TenantCost;
  readonly memoryBytes: number | null;
}

export class MeasuredCosts {
  readonly #costs = new Map<string, Cost>();
  readonly contention: ContentionModel;

  constructor(plan: ExperimentPlan, measurements: readonly Measurement[]) {
    const runsOf = (cell: PlannedCell) => measurements.filter(({ cellId }) => cellId === cell.id);
    for (const cell of plan.cells.filter(({ role }) => role === 'alone')) {
      const [tenantId = ''] = cell.tenantIds;
      const cost = costFrom(runsOf(cell));
      if (cost !== null) this.#costs.set(placeKey(cell.scenario, tenantId), cost);
    }
    this.contention = this.#contentionFrom(plan, runsOf);
  }

  /** Null where the tenant could not be measured. @param scenario whose executors name their backend. */
  of(scenario: Scenario, tenantId: string): TenantCost | null {
    return this.#costs.get(placeKey(scenario, tenantId))?.cost ?? null;
  }

  /** What its executor reserved when it was alone there. */
  memoryOf(scenario: Scenario, tenantId: string): number | null {
    return this.#costs.get(placeKey(scenario, tenantId))?.memoryBytes ?? null;
  }

  /** While all n compute at once each takes r times as long as alone: slope = (r − 1) / (n − 1). */
  #contentionFrom(plan: ExperimentPlan, runsOf: (cell: PlannedCell) => Measurement[]): ContentionModel {
    const slope = { gpu: 0, cpu: 0 };
    let n = 0;
    for (const cell of plan.cells) {
      const group = cell.factors.together;
      if (group !== 'gpu' && group !== 'cpu') continue;
      const ratios = cell.tenantIds.flatMap((id) => {
        const alone = this.of(cell.scenario, id)?.computeMs ?? 0;
        const beside = pooled(runsOf(cell), id);
        n += beside.length;
        return alone > 0 && beside.length > 0 ? [median(beside) / alone] : [];
      });
      slope[group] = slopeOf(ratios);
    }
    return { kind: 'linear-slowdown', slope, n, relativeError: null };
  }
}

function slopeOf(ratios: readonly number[]): number {
  if (ratios.length < 2) return 0;
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  return Math.max(0, (mean - 1) / (ratios.length - 1));
}

function placeKey({ tenants, executors }: Scenario, tenantId: string): string {
  const tenant = tenants.find(({ id }) => id === tenantId);
  const executor = executors.find(({ id }) => id === tenant?.executorId);
  const threads = executor?.backend === 'wasm' ? executor.threads : 1;
  return JSON.stringify([tenantId, tenant?.modelId, executor?.backend, threads]);
}

const tenantsIn = (runs: readonly Measurement[], id: string): MeasuredTenant[] =>
  runs.flatMap(({ tenants }) => tenants.filter((one) => one.id === id));

const pooled = (runs: readonly Measurement[], id: string): number[] =>
  tenantsIn(runs, id).flatMap(({ servicesMs }) => servicesMs);

function costFrom(runs: readonly Measurement[]): Cost | null {
  const [first] = runs.flatMap(({ tenants }) => tenants);
  if (first === undefined) return null;
  const samplesMs = pooled(runs, first.id).slice(0, SAMPLES);
  if (samplesMs.length === 0) return null;
  const latencies = tenantsIn(runs, first.id).flatMap(({ latenciesMs }) => latenciesMs);
  const hops = latencies.slice(0, SAMPLES).map((ms, index) => Math.max(0, ms - (samplesMs[index] ?? ms)));
  const memory = runs.map(({ memoryBytes }) => memoryBytes).filter((bytes) => bytes !== null);
  return {
    memoryBytes: memory.length === 0 ? null : median(memory),
    cost: {
      basis: 'baseline',
      n: samplesMs.length,
      prepareMs: 0,
      computeMs: median(samplesMs),
      samplesMs,
      afterMs: 0,
      plan: null,
      hopMs: median(hops),
      resource: 'unknown',
      baseline: null,
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
