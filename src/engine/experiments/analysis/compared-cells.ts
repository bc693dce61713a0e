/** Set-ups side by side: figures of each cell, and its throughput against that of the first. */
import type { ComparedCell, PlannedCell } from '../../../domain/experiment';
import { intervalOf, ratioOf } from '../../../statistics/interval-of-rounds';
import { fairnessOf } from '../../metrics/contention';
import { type CellFigures, configOf } from './cell-figures';
import { progressIn, slowdownIn } from './slowdowns';

/** Cells that are only the base of slowdowns are left out, unless there are no others. */
export function comparedCells(figures: CellFigures): readonly ComparedCell[] {
  const others = figures.plan.cells.filter(({ role }) => role !== 'alone');
  const planned = others.length === 0 ? figures.plan.cells : others;
  const [first] = planned;
  return planned
    .filter((cell) => figures.roundsOf(cell).length > 0)
    .map((cell) => comparedCell(figures, cell, first));
}

function comparedCell(figures: CellFigures, cell: PlannedCell, first: PlannedCell | undefined): ComparedCell {
  const { tenantIds } = cell;
  const tenants = tenantIds.map((id) => comparedTenant(figures, cell, id));
  const { stp, antt, jainFairness } = fairnessOf(tenantIds.map((id) => progressIn(figures, cell, id)));
  const hits = tenants.map((one) => one.deadlineHitFraction).filter((one) => one !== null);
  const memory = figures
    .roundsOf(cell)
    .map(({ memoryBytes }) => memoryBytes)
    .filter((one) => one !== null);
  const rates = figures.totalRates(cell);
  return {
    cellId: cell.id,
    label: cell.label,
    factors: cell.factors,
    throughputPerSecond: intervalOf(rates),
    p95Ms: figures.latencies(cell, tenantIds).p95,
    worstDeadlineHitFraction: hits.length === 0 ? null : Math.min(...hits),
    stp,
    antt,
    jainFairness,
    memoryBytes: memory.length === 0 ? null : Math.max(...memory),
    n: figures.completions(cell, tenantIds),
    againstFirst: first === undefined || first === cell ? null : ratioOf(rates, figures.totalRates(first)),
    tenants,
  };
}

function comparedTenant(
  figures: CellFigures,
  cell: PlannedCell,
  id: string,
): ComparedCell['tenants'][number] {
  return {
    id,
    throughputPerSecond: intervalOf(figures.of('rate', cell, id)),
    latencyMs: intervalOf(figures.of('median-latency', cell, id)),
    slowdown: slowdownIn(figures, cell, id)?.value ?? null,
    deadlineHitFraction: hitFraction(figures, cell, id),
  };
}

/** Null without deadlines, or before anything ended. */
function hitFraction(figures: CellFigures, cell: PlannedCell, id: string): number | null {
  if ((configOf(cell, id)?.deadline.kind ?? 'none') === 'none') return null;
  const counts = figures.deadlineCounts(cell, [id]);
  const n = counts.reduce((sum, one) => sum + one.n, 0);
  return n === 0 ? null : counts.reduce((sum, one) => sum + one.hits, 0) / n;
}
