/**
 * A figure of one round and how it would vary if that round were taken again. Rounds are combined into intervals elsewhere;
 * nothing here knows what the figure is of.
 */

/** How often a round is resampled. */
export const RESAMPLES = 600;

export interface RoundEstimate {
  /** Rounds of two set-ups that have the same number were measured in turn: they share what the machine did then. */
  readonly round: number;
  /** Above 0. */
  readonly value: number;
  /** `RESAMPLES` times the same figure, of blocks drawn from the round. */
  readonly resampled: Float64Array;
  /** Independent pieces of the round, about: samples / length of a block. */
  readonly blocks: number;
  /** Samples. */
  readonly n: number;
}

/** The sum of figures of the same round, taken apart: the throughput of several tenants. */
export const sumOf = (parts: readonly RoundEstimate[]): RoundEstimate | null =>
  combined(parts, (a, b) => a + b);

/** The ratio of two figures of one round. */
export const quotientOf = (of: RoundEstimate, to: RoundEstimate): RoundEstimate =>
  // Two parts: there is a first one.
  ({ ...(combined([of, to], (a, b) => a / b) as RoundEstimate), n: of.n });

function combined(
  parts: readonly RoundEstimate[],
  combine: (a: number, b: number) => number,
): RoundEstimate | null {
  const [first, ...rest] = parts;
  if (first === undefined) return null;
  return rest.reduce(
    (sum, part) => ({
      round: sum.round,
      value: combine(sum.value, part.value),
      resampled: sum.resampled.map((value, index) => combine(value, part.resampled[index] ?? Number.NaN)),
      blocks: Math.min(sum.blocks, part.blocks),
      n: sum.n + part.n,
    }),
    first,
  );
}
