/** Throughputs stacked into a total, and the dashed ghost lines of the solo baselines that go with each view. Pure. */

/** A line per tenant, or areas that add up to the total. */
export type ThroughputMode = 'lines' | 'stacked';

type Series = readonly (number | null)[];

/**
 * Running sums at each instant, the first series at the bottom. A missing value adds nothing; where all are missing the
 * picture keeps its gap.
 */
export function stacked(series: readonly Series[]): readonly Series[] {
  const length = Math.max(0, ...series.map((one) => one.length));
  const known = Array.from({ length }, (_, at) => series.some((one) => (one[at] ?? null) !== null));
  const sums = new Array<number>(length).fill(0);
  return series.map((one) =>
    known.map((there, at) => {
      sums[at] = (sums[at] ?? 0) + (one[at] ?? 0);
      return there ? (sums[at] ?? 0) : null;
    }),
  );
}

export interface Ghost {
  /** Position among the tenants that are drawn; null for their sum. */
  readonly position: number | null;
  readonly perSecond: number;
}

/** A line per baseline; for areas their sum, once every tenant that is drawn has one. */
export function ghostLines(mode: ThroughputMode, alone: Series): readonly Ghost[] {
  if (mode === 'lines')
    return alone.flatMap((perSecond, position) => (perSecond === null ? [] : [{ position, perSecond }]));
  let sum = 0;
  for (const perSecond of alone) {
    if (perSecond === null) return [];
    sum += perSecond;
  }
  return alone.length === 0 ? [] : [{ position: null, perSecond: sum }];
}
