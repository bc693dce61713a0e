/**
 * What a document holds of one tenant in one set-up, in the same shape for runs and experiments: its figures, and samples by
 * round where there are any. It compares nothing.
 */
import { type EvidenceDocument, isExperiment } from '../../domain/evidence';
import type { ExperimentFile, MeasuredTenant } from '../../domain/experiment';
import type { RunFile } from '../../domain/run-file';
import type { Evidence } from '../../protocol/evidence-contract';
import { ROW_LENGTH, RowCursor, type RowTable } from '../../protocol/packed-row';
import { completionGaps } from '../../statistics/completion-gaps';
import { firstArrival } from '../files/requests-csv';

/** Samples of one tenant in one round, in order of completion, ms. All are kept: outliers are part of what happened. */
interface RoundSamples {
  readonly latenciesMs: readonly number[];
  readonly gapsMs: readonly number[];
}

export interface TenantFigures {
  readonly throughputPerSecond: number | null;
  readonly latencyMs: number | null;
  readonly p95Ms: number | null;
  readonly serviceMs: number | null;
  readonly slowdown: number | null;
  readonly deadlineHitFraction: number | null;
  readonly rounds: readonly RoundSamples[];
}

/** By set-up (empty for a run) and tenant. */
export type ComparedDocument = ReadonlyMap<string, ReadonlyMap<string, TenantFigures>>;

export function comparedDocument({ document, recording }: Evidence): ComparedDocument {
  if (isExperiment(document)) return experimentFigures(document);
  const samples = recording === null ? new Map<string, RoundSamples>() : samplesOf(document, recording);
  return new Map([
    ['', new Map(document.tenants.map((tenant) => [tenant.id, runFigures(tenant, samples.get(tenant.id))]))],
  ]);
}

/** Names of set-ups as people know them. */
export const setUpLabels = (document: EvidenceDocument): ReadonlyMap<string, string> =>
  new Map(isExperiment(document) ? document.plan.cells.map(({ id, label }) => [id, label]) : []);

const runFigures = (
  tenant: RunFile['tenants'][number],
  samples: RoundSamples | undefined,
): TenantFigures => ({
  throughputPerSecond: tenant.throughputPerSecond,
  latencyMs: tenant.latencyMs.mean,
  p95Ms: tenant.latencyMs.p95,
  serviceMs: tenant.serviceTimeMs.mean,
  slowdown: tenant.slowdown,
  deadlineHitFraction: tenant.deadlineHitFraction,
  rounds: samples === undefined ? [] : [samples],
});

function samplesOf(run: RunFile, table: RowTable): Map<string, RoundSamples> {
  const origin = firstArrival(table);
  const cursor = new RowCursor(table);
  const found = new Map<string, { latenciesMs: number[]; endsMs: number[] }>();
  for (let index = 0; index < table.rows.length / ROW_LENGTH; index++) {
    const { tenantId, outcome, arrivedAt, completedAt } = cursor.standOn(index);
    if (outcome !== 'completed' && outcome !== 'late') continue;
    const own = found.get(tenantId) ?? { latenciesMs: [], endsMs: [] };
    own.latenciesMs.push(completedAt - arrivedAt);
    own.endsMs.push(completedAt - origin);
    found.set(tenantId, own);
  }
  const oneAtATime = (id: string) =>
    isClosedLoopOfOne(run.scenario.tenants.find((tenant) => tenant.id === id)?.workload);
  return new Map(
    [...found].map(([id, { latenciesMs, endsMs }]) => {
      const ends = Float64Array.from(endsMs).sort();
      return [id, { latenciesMs, gapsMs: completionGaps([...ends], run.durationMs, oneAtATime(id)) }];
    }),
  );
}

const isClosedLoopOfOne = (
  workload: RunFile['scenario']['tenants'][number]['workload'] | undefined,
): boolean => workload?.kind === 'closed' && workload.inFlight === 1;

function experimentFigures({ plan, measurements }: ExperimentFile): ComparedDocument {
  const cells = plan.cells.map((cell) => {
    const own = measurements.filter(({ cellId, control }) => cellId === cell.id && !control);
    const tenants = cell.tenantIds.map((id) => {
      const workload = cell.scenario.tenants.find((tenant) => tenant.id === id)?.workload;
      const measured = own.flatMap(({ tenants: all, durationMs }) =>
        all.filter((tenant) => tenant.id === id).map((tenant) => ({ tenant, durationMs })),
      );
      return [id, roundsOf(measured, isClosedLoopOfOne(workload))] as const;
    });
    return [cell.id, new Map(tenants)] as const;
  });
  return new Map(cells);
}

function roundsOf(
  measured: readonly { readonly tenant: MeasuredTenant; readonly durationMs: number }[],
  oneAtATime: boolean,
): TenantFigures {
  const tenants = measured.map(({ tenant }) => tenant);
  return {
    throughputPerSecond: meanOf(tenants.map(({ throughputPerSecond }) => throughputPerSecond)),
    latencyMs: meanOf(tenants.map(({ latencyMs }) => latencyMs.mean)),
    p95Ms: meanOf(tenants.map(({ latencyMs }) => latencyMs.p95)),
    serviceMs: meanOf(tenants.map(({ serviceTimeMs }) => serviceTimeMs.mean)),
    slowdown: null,
    deadlineHitFraction: meanOf(tenants.map(({ deadlineHitFraction }) => deadlineHitFraction)),
    rounds: measured.map(({ tenant, durationMs }) => ({
      latenciesMs: tenant.latenciesMs,
      gapsMs: completionGaps(tenant.completedAtMs, durationMs, oneAtATime),
    })),
  };
}

/** Null when one of them is missing: a mean over some of the rounds would be of something else. */
function meanOf(values: readonly (number | null)[]): number | null {
  if (values.length === 0 || values.some((value) => value === null)) return null;
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;
}
