/** Throughput and latency of 1…N copies, and where throughput stops growing. */
import type { Knee, PlannedCell, ScalingPoint } from '../../../domain/experiment';
import type { Interval } from '../../../domain/interval';
import { changePoint } from '../../../statistics/change-point';
import { intervalOf } from '../../../statistics/interval-of-rounds';
import type { CellFigures } from './cell-figures';

/** Cells of a series: those with the factor that counts, which what is only the base of slowdowns has not. */
export const seriesOf = (figures: CellFigures, factor: string): readonly PlannedCell[] =>
  figures.cells.filter(({ factors }) => typeof factors[factor] === 'number');

/** How many tenants a cell is about. */
export const countIn = ({ factors }: PlannedCell, factor: string): number => Number(factors[factor]);

interface Measured {
  readonly point: ScalingPoint;
  readonly figure: Interval;
}

export function scalingCurve(figures: CellFigures): { points: readonly ScalingPoint[]; knee: Knee | null } {
  const measured = seriesOf(figures, 'copies')
    .flatMap((cell) => pointOf(figures, cell))
    .sort((a, b) => a.point.copies - b.point.copies);
  const found = changePoint(
    measured.map(({ point, figure }) => ({ at: point.copies, figure })),
    figures.plan.request.seed,
  );
  return {
    points: measured.map(({ point }) => point),
    knee: found === null ? null : { copies: found.at, low: found.low, high: found.high },
  };
}

function pointOf(figures: CellFigures, cell: PlannedCell): readonly Measured[] {
  const figure = intervalOf(figures.totalRates(cell));
  if (figure === null) return [];
  const { p50, p95 } = figures.latencies(cell, cell.tenantIds);
  const point = {
    copies: countIn(cell, 'copies'),
    throughputPerSecond: figure.value,
    throughputLow: figure.low,
    throughputHigh: figure.high,
    p50Ms: p50,
    p95Ms: p95,
    n: figures.completions(cell, cell.tenantIds),
  };
  return [{ point, figure }];
}
