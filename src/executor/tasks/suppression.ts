/**
 * Keeps one of the boxes that a detector reports for one thing: the best. Greedy non-maximum suppression, as TensorFlow's
 * object detection graphs end with it; it is cut off these, because it is control flow. It knows no classes.
 */
import { overlap } from './overlap';
import type { Candidate } from './weighted-suppression';

/**
 * @param maxOverlap two candidates whose intersection over union is larger show the same thing.
 * @returns best first.
 */
export function keepBest<C extends Candidate>(candidates: readonly C[], maxOverlap: number): readonly C[] {
  const kept: C[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.score - a.score)) {
    if (kept.every((better) => overlap(better.values, candidate.values) <= maxOverlap)) kept.push(candidate);
  }
  return kept;
}
