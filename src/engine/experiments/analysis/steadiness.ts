/** Whether the machine stayed what it was: drift between the control runs, spread of a cell's rounds, rounds that stand out. */
import type { Drift, Flag, Measurement, PlannedCell } from '../../../domain/experiment';
import { ratioOf } from '../../../statistics/interval-of-rounds';
import { outlierPositions, spreadFraction } from '../../../statistics/outliers';
import type { CellFigures } from './cell-figures';

/** A change below this is told, not flagged, however sure it is. */
const DRIFT_FRACTION = 0.05;
const SPREAD_FRACTION = 0.25;

/** The last A run against the first; null before there are two. */
export function driftOf(figures: CellFigures, measurements: readonly Measurement[]): Drift | null {
  const controls = measurements.filter(({ control }) => control).sort((a, b) => a.startedAt - b.startedAt);
  const [first] = controls;
  const last = controls.at(-1);
  const cell = figures.plan.cells.find(({ id }) => id === first?.cellId);
  if (first === undefined || last === undefined || first === last || cell === undefined) return null;
  const rates = [last, first].map((run) => figures.totalRate(cell, run));
  const [after, before] = rates.map((rate) => (rate === null ? [] : [rate]));
  const ratio = ratioOf(after ?? [], before ?? []);
  if (ratio === null) return { ratio, flagged: false };
  const sure = ratio.low > 1 || ratio.high < 1;
  return { ratio, flagged: sure && Math.abs(ratio.value - 1) > DRIFT_FRACTION };
}

export function driftFlags(drift: Drift | null): readonly Flag[] {
  if (drift === null || !drift.flagged || drift.ratio === null) return [];
  const { value, low, high } = drift.ratio;
  const times = [value, low, high].map((one) => `${one.toFixed(2)}×`);
  const words = `The machine changed: its last control run had ${times[0]} the throughput of the first (95 %: ${times[1]} to ${times[2]}).`;
  return [{ kind: 'drift', words, cellId: null, tenantId: null }];
}

/** Of each tenant of each cell. */
export function spreadFlags(figures: CellFigures): readonly Flag[] {
  return figures.cells.flatMap((cell) => cell.tenantIds.flatMap((id) => spreadFlag(figures, cell, id)));
}

function spreadFlag(figures: CellFigures, cell: PlannedCell, tenantId: string): readonly Flag[] {
  const rounds = figures.of('rate', cell, tenantId);
  const rates = rounds.map(({ value }) => value);
  const spread = spreadFraction(rates);
  if (spread === null || spread <= SPREAD_FRACTION) return [];
  const apart = outlierPositions(rates).map((at) => (rounds[at]?.round ?? at) + 1);
  const which = apart.length === 0 ? '' : ` Round ${apart.join(', ')} stands out and is kept.`;
  const words = `Throughput of ${tenantId} differs by ${Math.round(100 * spread)} % of its median over ${rates.length} rounds.${which}`;
  return [{ kind: 'spread', words, cellId: cell.id, tenantId }];
}
