/**
 * What the rounds of an experiment say about each cell and tenant: estimates by round, counts and pooled percentiles. It knows
 * the plan and what was measured, not what kind of answer is made of it. Control runs are left out.
 */
import { deriveSeed } from '../../../base/prng';
import type { ExperimentPlan, MeasuredTenant, Measurement, PlannedCell } from '../../../domain/experiment';
import type { Distribution } from '../../../domain/run-file';
import type { TenantConfig } from '../../../domain/scenario';
import { meanEstimate, medianEstimate } from '../../../statistics/blocks';
import { completionGaps } from '../../../statistics/completion-gaps';
import type { CountedRound } from '../../../statistics/fraction-interval';
import { type RoundEstimate, sumOf } from '../../../statistics/round-estimate';
import { DistributionRecorder } from '../../metrics/distribution';
import { createPercentileRule } from '../../metrics/early-stopping';

type Figure = 'rate' | 'latency' | 'service' | 'median-latency';

/** By what was measured: an experiment is analysed anew after each run, and only that run is new. */
const KNOWN = new WeakMap<MeasuredTenant, Map<string, RoundEstimate | null>>();

export class CellFigures {
  readonly #byCell: ReadonlyMap<string, readonly Measurement[]>;
  readonly #rule = createPercentileRule();

  constructor(
    readonly plan: ExperimentPlan,
    measurements: readonly Measurement[],
  ) {
    const byCell = new Map<string, Measurement[]>();
    for (const run of measurements.filter(({ control }) => !control)) {
      byCell.set(run.cellId, [...(byCell.get(run.cellId) ?? []), run]);
    }
    this.#byCell = byCell;
  }

  /** In the plan's order, as far as they were measured. */
  get cells(): readonly PlannedCell[] {
    return this.plan.cells.filter(({ id }) => this.#byCell.has(id));
  }

  roundsOf(cell: PlannedCell): readonly Measurement[] {
    return this.#byCell.get(cell.id) ?? [];
  }

  /** One estimate for each round in which the tenant completed anything. */
  of(figure: Figure, cell: PlannedCell, tenantId: string): readonly RoundEstimate[] {
    return this.roundsOf(cell)
      .map((run) => this.#estimate(figure, cell, run, tenantId))
      .filter((one) => one !== null);
  }

  /** Throughput of all tenants of a run together, a second; null when nothing completed. */
  totalRate(cell: PlannedCell, run: Measurement): RoundEstimate | null {
    const rates = cell.tenantIds.map((id) => this.#estimate('rate', cell, run, id));
    return sumOf(rates.filter((one) => one !== null));
  }

  totalRates(cell: PlannedCell): readonly RoundEstimate[] {
    return this.roundsOf(cell)
      .map((run) => this.totalRate(cell, run))
      .filter((one) => one !== null);
  }

  /** In every round, of those tenants; no entry for a run in which the tenant is missing. */
  measured(cell: PlannedCell, tenantIds: readonly string[]): readonly MeasuredTenant[] {
    return this.roundsOf(cell).flatMap((run) => run.tenants.filter(({ id }) => tenantIds.includes(id)));
  }

  completions(cell: PlannedCell, tenantIds: readonly string[]): number {
    return this.measured(cell, tenantIds).reduce((sum, one) => sum + one.completions, 0);
  }

  /** Latencies of all rounds together; percentiles follow the early-stopping rule. */
  latencies(cell: PlannedCell, tenantIds: readonly string[]): Distribution {
    const recorder = new DistributionRecorder(this.#rule);
    for (const { latenciesMs } of this.measured(cell, tenantIds)) {
      for (const ms of latenciesMs) recorder.record(ms);
    }
    return recorder.distribution();
  }

  /** Of each round: requests in time, and all that ended. */
  deadlineCounts(cell: PlannedCell, tenantIds: readonly string[]): readonly CountedRound[] {
    return this.roundsOf(cell).map(({ tenants }) => {
      const counted = tenants.filter(({ id }) => tenantIds.includes(id)).map(inTime);
      return {
        hits: counted.reduce((sum, one) => sum + one.hits, 0),
        n: counted.reduce((sum, one) => sum + one.n, 0),
      };
    });
  }

  #estimate(figure: Figure, cell: PlannedCell, run: Measurement, tenantId: string): RoundEstimate | null {
    const tenant = run.tenants.find(({ id }) => id === tenantId);
    if (tenant === undefined) return null;
    const label = `${figure} ${run.cellId} ${run.round} ${run.control} ${tenantId}`;
    const seed = deriveSeed(this.plan.request.seed, label);
    const workload = configOf(cell, tenantId)?.workload;
    const oneAtATime = workload?.kind === 'closed' && workload.inFlight === 1;
    const ofTenant = KNOWN.get(tenant) ?? new Map<string, RoundEstimate | null>();
    KNOWN.set(tenant, ofTenant);
    const key = `${figure} ${seed} ${oneAtATime}`;
    const known = ofTenant.get(key);
    if (known !== undefined) return known;
    const made = estimateOf(figure, tenant, run, oneAtATime, seed);
    ofTenant.set(key, made);
    return made;
  }
}

export const configOf = ({ scenario }: PlannedCell, tenantId: string): TenantConfig | undefined =>
  scenario.tenants.find(({ id }) => id === tenantId);

function inTime({ completions, late, dropped, rejected, failed }: MeasuredTenant): CountedRound {
  return { hits: completions - late, n: completions + dropped + rejected + failed };
}

function estimateOf(
  figure: Figure,
  tenant: MeasuredTenant,
  { round, durationMs }: Measurement,
  oneAtATime: boolean,
  seed: number,
): RoundEstimate | null {
  if (figure === 'latency') return meanEstimate(tenant.latenciesMs, round, seed);
  if (figure === 'service') return meanEstimate(tenant.servicesMs, round, seed);
  if (figure === 'median-latency') return medianEstimate(tenant.latenciesMs, round, seed);
  const { completedAtMs, completions } = tenant;
  // Where more completed than samples are kept, they cover the window up to the last of them.
  const coveredMs = completions > completedAtMs.length ? (completedAtMs.at(-1) ?? 0) : durationMs;
  const gap = meanEstimate(completionGaps(completedAtMs, coveredMs, oneAtATime), round, seed);
  return rateOf(gap, completedAtMs.length);
}

/** Completions a second from ms between them. */
function rateOf(gap: RoundEstimate | null, n: number): RoundEstimate | null {
  if (gap === null) return null;
  return { ...gap, n, value: 1000 / gap.value, resampled: gap.resampled.map((ms) => 1000 / ms) };
}
