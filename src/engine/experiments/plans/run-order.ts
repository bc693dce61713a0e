/** In which order cells are measured: each once a round, shuffled by the seed, with a control at the ends and in the middle. */
import { createPrng, type Prng } from '../../../base/prng';
import type { ExperimentRequest, PlannedCell, PlannedRun } from '../../../domain/experiment';

export function orderedRuns(
  cells: readonly PlannedCell[],
  { seed, rounds }: Pick<ExperimentRequest, 'seed' | 'rounds'>,
): PlannedRun[] {
  const runs = shuffledRuns(cells, { seed, rounds });
  const control = cells.find(({ role }) => role !== 'alone') ?? cells[0];
  if (control === undefined) return [];
  const a = (round: number): PlannedRun => ({ cellId: control.id, round, control: true });
  const middle = Math.floor(runs.length / 2);
  return [a(0), ...runs.slice(0, middle), a(1), ...runs.slice(middle), a(2)];
}

/** Each cell once a round. */
export function shuffledRuns(
  cells: readonly PlannedCell[],
  { seed, rounds }: Pick<ExperimentRequest, 'seed' | 'rounds'>,
): PlannedRun[] {
  const prng = createPrng(seed);
  return Array.from({ length: rounds }, (_, round) =>
    shuffled(cells, prng).map(({ id }) => ({ cellId: id, round, control: false })),
  ).flat();
}

/** Sorted by a number drawn for each. */
function shuffled<T>(values: readonly T[], prng: Prng): T[] {
  const order = values.map((value) => ({ value, at: 0 }));
  for (const one of order) one.at = prng.next();
  return order.sort((x, y) => x.at - y.at).map(({ value }) => value);
}
