/** Time that a thread was busy, from stretches that may overlap, and a percentile of a few. Pure arithmetic. */

export interface Busy {
  /** When it began, ms. */
  readonly at: number;
  readonly ms: number;
}

/** Length of the union of all stretches from `from` on: work that two of them tell counts once. */
export function busyMsSince(from: number, ...lists: readonly (readonly Busy[])[]): number {
  const all = lists.flat().sort((a, b) => a.at - b.at);
  let total = 0;
  let reached = from;
  for (const { at, ms } of all) {
    const end = at + ms;
    if (end <= reached) continue;
    total += end - Math.max(at, reached);
    reached = end;
  }
  return total;
}

/** The smallest value that at least 95 % do not exceed; null of nothing. */
export function percentile95(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? null;
}
