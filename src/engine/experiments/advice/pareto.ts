/** Which placements no other one beats in everything: throughput and worst deadline hits up, memory down. */
import type { AdviceFigures } from '../../../domain/experiment';

/** Not worse in anything, and better in something. Memory counts only where both are known. */
function dominates(a: AdviceFigures, b: AdviceFigures): boolean {
  const gains = [
    a.throughputPerSecond - b.throughputPerSecond,
    a.worstDeadlineHitFraction - b.worstDeadlineHitFraction,
    a.memoryBytes === null || b.memoryBytes === null ? 0 : b.memoryBytes - a.memoryBytes,
  ];
  return gains.every((gain) => gain >= 0) && gains.some((gain) => gain > 0);
}

/** In their order. Of equal ones the first. */
export function paretoFront<T extends { readonly predicted: AdviceFigures }>(points: readonly T[]): T[] {
  return points.filter(
    (point, index) =>
      !points.some((other) => dominates(other.predicted, point.predicted)) &&
      !points.slice(0, index).some((earlier) => equal(earlier.predicted, point.predicted)),
  );
}

const equal = (a: AdviceFigures, b: AdviceFigures): boolean =>
  a.throughputPerSecond === b.throughputPerSecond &&
  a.worstDeadlineHitFraction === b.worstDeadlineHitFraction &&
  a.memoryBytes === b.memoryBytes;

/**
 * The best of a front for people who want a bit of everything: by the sum of what each has of the best throughput, hits and
 * memory.
 */
export function bestOf<T extends { readonly predicted: AdviceFigures }>(
  front: readonly T[],
  count: number,
): T[] {
  const most = Math.max(...front.map(({ predicted }) => predicted.throughputPerSecond), Number.MIN_VALUE);
  const least = Math.min(...front.map(({ predicted }) => predicted.memoryBytes ?? Number.POSITIVE_INFINITY));
  const worth = ({ predicted }: T) =>
    predicted.throughputPerSecond / most +
    predicted.worstDeadlineHitFraction +
    (predicted.memoryBytes === null || !Number.isFinite(least) ? 0 : least / predicted.memoryBytes);
  return [...front].sort((a, b) => worth(b) - worth(a)).slice(0, count);
}
