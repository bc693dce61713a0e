/** Assembles an experiment's file from what was measured so far; what the figures mean is the analysis's. */
import type {
  AdvicePoint,
  ComparedCell,
  ExperimentFile,
  ExperimentPlan,
  Flag,
  Measurement,
} from '../../domain/experiment';

/** What measurements come to. */
export type Analysis = Pick<
  ExperimentFile,
  | 'drift'
  | 'flags'
  | 'method'
  | 'matrix'
  | 'points'
  | 'knee'
  | 'steps'
  | 'holdsUpTo'
  | 'compared'
  | 'gpuSharing'
>;

/** Turns measurements into the answer. */
export type Analyse = (plan: ExperimentPlan, measurements: readonly Measurement[]) => Analysis;

interface Measured
  extends Pick<ExperimentFile, 'plan' | 'provenance' | 'measurements' | 'baselines' | 'advice'> {
  /** Why it is partial; null when it is complete. */
  readonly why: string | null;
}

export function experimentFile(measured: Measured, analyse: Analyse): ExperimentFile {
  const { plan, provenance, measurements, baselines, advice, why } = measured;
  const { flags, ...answer } = analyse(plan, measurements);
  return {
    schemaVersion: 1,
    type: 'experiment',
    kind: plan.kind,
    title: plan.title,
    status: why === null ? 'complete' : 'partial',
    why,
    plan,
    provenance,
    measurements,
    baselines,
    flags: eachOnce([...flags, ...measurements.flatMap((one) => one.flags)]),
    ...answer,
    ...(advice === undefined ? {} : { advice: withMeasured(advice, answer.compared ?? [], measurements) }),
  };
}

/** The same is said once, however many runs say it. */
function eachOnce(flags: readonly Flag[]): Flag[] {
  const said = new Map(flags.map((flag) => [JSON.stringify(flag), flag]));
  return [...said.values()];
}

/** Predicted and measured stay apart. */
function withMeasured(
  points: readonly AdvicePoint[],
  compared: readonly ComparedCell[],
  measurements: readonly Measurement[],
): AdvicePoint[] {
  return points.map((point) => {
    const cell = compared.find(({ cellId }) => cellId === point.id);
    if (cell === undefined) return point;
    // Where a tenant starved there is no interval, and the count is what was measured.
    const throughputPerSecond = cell.throughputPerSecond?.value ?? countedRate(cell, measurements);
    if (throughputPerSecond === null) return point;
    const measured = {
      throughputPerSecond,
      worstDeadlineHitFraction: cell.worstDeadlineHitFraction ?? 1,
      memoryBytes: cell.memoryBytes,
    };
    return { ...point, measured };
  });
}

/** Completions of all tenants a second, over all rounds; null when nothing was measured. */
function countedRate({ cellId }: ComparedCell, measurements: readonly Measurement[]): number | null {
  const runs = measurements.filter((one) => one.cellId === cellId && !one.control);
  const durationMs = runs.reduce((sum, run) => sum + run.durationMs, 0);
  const completions = runs.flatMap(({ tenants }) => tenants).reduce((sum, one) => sum + one.completions, 0);
  return durationMs === 0 ? null : (completions / durationMs) * 1000;
}
