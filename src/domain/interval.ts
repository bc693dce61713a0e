/** An estimate and how sure it is. Plain data, shared by experiments, comparisons and files. */

/** A point estimate with its bootstrap interval. `low ≤ high`; the estimate may lie outside where samples are few. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Samples behind it: completions, unless the field says otherwise. */
  readonly n: number;
  /** Share of intervals made this way that hold the truth, as stated: 0.95. */
  readonly confidence: number;
}
