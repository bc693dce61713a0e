/**
 * Throughput of a short window from the gaps between completions: counts of a window with ten completions are off by up to a
 * tenth, whichever way the window happens to lie. Pure.
 */

/**
 * The gaps whose mean is 1000 / throughput. In a closed loop of one request the ends of the window are left out, unless one
 * is longer than every gap: then it stalled there, and the end counts. Otherwise the ends are one gap, so that the mean is
 * window / count.
 * @param completedAtMs ascending, after the window opened. @param oneAtATime a closed loop of one.
 * @returns empty when nothing completed.
 */
export function completionGaps(
  completedAtMs: readonly number[],
  durationMs: number,
  oneAtATime: boolean,
): readonly number[] {
  const first = completedAtMs[0];
  const last = completedAtMs.at(-1);
  if (first === undefined || last === undefined) return [];
  const gaps = completedAtMs.slice(1).map((at, index) => at - (completedAtMs[index] as number)); // one before
  const tail = Math.max(0, durationMs - last);
  if (!oneAtATime || gaps.length < 2) return [...gaps, first + tail];
  const longest = Math.max(...gaps);
  return [...gaps, ...[first, tail].filter((edge) => edge > longest)];
}
