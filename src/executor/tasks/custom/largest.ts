/** The largest of many numbers and where they stand, in one pass. It knows no labels. */
import type { TensorData } from '../../runtime';

interface Place {
  /** In the flat data. */
  readonly index: number;
  readonly value: number;
}

/** @returns at most `count`, best first; of equal ones, the first. */
export function largest(data: TensorData, count: number): readonly Place[] {
  const best: Place[] = [];
  for (let index = 0; index < data.length; index++) {
    const value = data[index] as number; // index < length
    const last = best[count - 1];
    if (last !== undefined && value <= last.value) continue;
    const at = best.findLastIndex((place) => place.value >= value) + 1;
    best.splice(at, 0, { index, value });
    if (best.length > count) best.pop();
  }
  return best;
}
