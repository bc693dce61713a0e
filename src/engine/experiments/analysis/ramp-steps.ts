/** How many tenants of a frame rate, until deadlines break: deadline hits of all of them together at each step. */
import type { PlannedCell, RampStep } from '../../../domain/experiment';
import { fractionInterval } from '../../../statistics/fraction-interval';
import { intervalOf } from '../../../statistics/interval-of-rounds';
import type { CellFigures } from './cell-figures';
import { countIn, seriesOf } from './scaling-curve';

export function rampSteps(
  figures: CellFigures,
  leastFraction: number,
): { steps: readonly RampStep[]; holdsUpTo: number | null } {
  const steps = seriesOf(figures, 'tenants')
    .flatMap((cell) => stepOf(figures, cell))
    .sort((a, b) => a.tenants - b.tenants);
  const broken = steps.findIndex(({ deadlineHitFraction }) => deadlineHitFraction < leastFraction);
  const kept = broken === -1 ? steps : steps.slice(0, broken);
  return { steps, holdsUpTo: kept.at(-1)?.tenants ?? null };
}

function stepOf(figures: CellFigures, cell: PlannedCell): readonly RampStep[] {
  const hits = fractionInterval(figures.deadlineCounts(cell, cell.tenantIds));
  if (hits === null) return [];
  const step = {
    tenants: countIn(cell, 'tenants'),
    deadlineHitFraction: hits.value,
    low: hits.low,
    high: hits.high,
    throughputPerSecond: intervalOf(figures.totalRates(cell))?.value ?? 0,
    p95Ms: figures.latencies(cell, cell.tenantIds).p95,
    n: hits.n,
  };
  return [step];
}
