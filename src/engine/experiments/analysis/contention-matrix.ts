/** Who slows whom: each pair beside each alone, row slowed by column. */
import type { ContentionMatrix, MatrixCell, PlannedCell } from '../../../domain/experiment';
import { SLOWDOWN_BASES } from '../../../domain/run-file';
import type { CellFigures } from './cell-figures';
import { basisIn, slowdownIn } from './slowdowns';

export function contentionMatrix(figures: CellFigures): ContentionMatrix {
  const { cells } = figures.plan;
  const pairs = cells.filter(({ role }) => role === 'pair');
  const tenants = [
    ...new Set([...cells.filter(({ role }) => role === 'alone'), ...pairs].flatMap((one) => one.tenantIds)),
  ];
  const pairOf = (a: string, b: string) =>
    pairs.find(({ tenantIds }) => tenantIds.includes(a) && tenantIds.includes(b));
  return {
    tenants,
    cells: tenants.map((slowed) =>
      tenants.map((by) => (slowed === by ? null : matrixCell(figures, pairOf(slowed, by), slowed))),
    ),
    bases: tenants.map((id) => {
      const cell = [...pairs, ...cells].find(({ tenantIds }) => tenantIds.includes(id));
      return SLOWDOWN_BASES[cell === undefined ? 'closed' : basisIn(cell, id)];
    }),
  };
}

function matrixCell(figures: CellFigures, pair: PlannedCell | undefined, slowed: string): MatrixCell | null {
  const slowdown = pair === undefined ? null : slowdownIn(figures, pair, slowed);
  if (pair === undefined || slowdown === null) return null;
  const { value, low, high } = slowdown;
  return { slowdown: value, low, high, n: figures.completions(pair, [slowed]) };
}
