/**
 * Makes one detection of the many that a detector reports for one thing. Knows nothing of faces or of pixels.
 * After BlazeFace (arXiv:1907.05047, section 3.2) and MediaPipe's `NonMaxSuppressionCalculator`, algorithm WEIGHTED.
 */
import { overlap } from './overlap';

export interface Candidate {
  /** 0..1. */
  readonly score: number;
  /** Centre x, centre y, width, height (one unit for all), then whatever else belongs to it. */
  readonly values: readonly number[];
}

/**
 * Takes the best candidate, blends with it all that overlap it, weighted by score, and goes on with the rest.
 *
 * @param maxOverlap two candidates whose intersection over union is larger show the same thing.
 * @returns best first; each with the score of its best candidate, as MediaPipe does (BlazeFace-PyTorch takes the mean).
 */
export function suppress(candidates: readonly Candidate[], maxOverlap: number): readonly Candidate[] {
  const kept: Candidate[] = [];
  let rest = candidates.toSorted((a, b) => b.score - a.score);
  for (let best = rest[0]; best !== undefined; best = rest[0]) {
    const same: Candidate[] = [best];
    const others: Candidate[] = [];
    for (const other of rest.slice(1))
      (overlap(best.values, other.values) > maxOverlap ? same : others).push(other);
    kept.push({ score: best.score, values: blend(same) });
    rest = others;
  }
  return kept;
}

/** Mean of the values, weighted by score. */
function blend(candidates: readonly Candidate[]): readonly number[] {
  const total = candidates.reduce((sum, { score }) => sum + score, 0);
  const [first] = candidates;
  return (first?.values ?? []).map(
    (_, index) =>
      candidates.reduce((sum, { score, values }) => sum + score * (values[index] ?? 0), 0) / total,
  );
}
