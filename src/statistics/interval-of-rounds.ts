/**
 * Intervals at 95 % from few rounds. Two levels: what varies within a round is bootstrapped by blocks, what varies from round
 * to round is seen in the rounds themselves. All on a logarithmic scale, since figures and their ratios are above 0.
 *
 * With two rounds or more: mean ± t · √(max(s², w²) / R). s²: variance of the rounds; w²: mean bootstrap variance within a round.
 * s² holds w² already (one-way random effects: Searle, Casella & McCulloch 1992, ch. 3), so w² is a floor: three rounds that
 * happen to agree do not pass for certainty. t is Student's of R − 1 degrees of freedom, twice as many where the floor holds:
 * w² rests on many samples (`coverage.test.ts` bears the factor out). A percentile bootstrap of three rounds lies between
 * the least and the largest of them and so misses the truth one time in four.
 * With one round: percentiles of its block bootstrap, stretched by t / z of its blocks (Hesterberg, The American Statistician
 * 69, 2015); what varies from round to round is not in it.
 */
import { mean, quantileSorted, sampleVariance, variance } from 'simple-statistics';
import type { Interval } from '../domain/interval';
import { quotientOf, type RoundEstimate } from './round-estimate';
import { studentT } from './student';

const CONFIDENCE = 0.95;
/** Fewer blocks than this say nothing about a round. */
const FEWEST_BLOCKS = 3;

/** The geometric mean of the rounds. @returns null without rounds, or with one that is too short. */
export function intervalOf(rounds: readonly RoundEstimate[], confidence = CONFIDENCE): Interval | null {
  const [only, second] = rounds;
  if (only === undefined) return null;
  if (second === undefined) return intervalOfOne(only, confidence);
  return around(spreadOf(rounds), rounds, confidence);
}

/**
 * How many times `of` is `to`. Rounds of the same number are compared with one another, so that what the machine did then
 * drops out; where fewer than two match, all are compared with all (degrees of freedom: Welch 1947).
 * @param confidence of this ratio: above 0.95 where it is one of several of which one is picked.
 * @returns null when one side has no rounds, or both have one that is too short.
 */
export function ratioOf(
  of: readonly RoundEstimate[],
  to: readonly RoundEstimate[],
  confidence = CONFIDENCE,
): Interval | null {
  const pairs = of.flatMap((one) => {
    const other = to.find(({ round }) => round === one.round);
    return other === undefined ? [] : [quotientOf(one, other)];
  });
  const alone = of.length === 1 && to.length === 1 && pairs.length === 1;
  if (pairs.length >= 2 || alone) return intervalOf(pairs, confidence);
  const above = spreadOf(of);
  const below = spreadOf(to);
  if (above === null || below === null) return null;
  const squared = above.squared + below.squared;
  const degrees =
    squared === 0
      ? Number.POSITIVE_INFINITY
      : squared ** 2 / (above.squared ** 2 / above.degrees + below.squared ** 2 / below.degrees);
  return around({ log: above.log - below.log, squared, degrees }, of, confidence);
}

/** Of a mean of logarithms: its value, its squared standard error and the degrees of freedom of that. */
interface Spread {
  readonly log: number;
  readonly squared: number;
  readonly degrees: number;
}

function spreadOf(rounds: readonly RoundEstimate[]): Spread | null {
  const [only] = rounds;
  if (only === undefined) return null;
  const logs = rounds.map(({ value }) => Math.log(value));
  const withinVariance = mean(rounds.map(varianceWithin));
  if (rounds.length === 1) {
    if (only.blocks < FEWEST_BLOCKS) return null;
    return { log: mean(logs), squared: withinVariance, degrees: only.blocks - 1 };
  }
  const between = sampleVariance(logs);
  const squared = Math.max(between, withinVariance) / rounds.length;
  const floored = between <= withinVariance;
  return { log: mean(logs), squared, degrees: (floored ? 2 : 1) * (rounds.length - 1) };
}

/** Of the logarithm; k blocks vary (k − 1) / k as much as what they were drawn from. */
function varianceWithin({ resampled, blocks }: RoundEstimate): number {
  if (blocks < 2) return 0;
  return (variance(Array.from(resampled, Math.log)) * blocks) / (blocks - 1);
}

/** @param rounds whose samples are counted. */
function around(
  spread: Spread | null,
  rounds: readonly RoundEstimate[],
  confidence: number,
): Interval | null {
  if (spread === null) return null;
  const reach = studentT(spread.degrees, confidence) * Math.sqrt(spread.squared);
  const n = rounds.reduce((sum, round) => sum + round.n, 0);
  return {
    value: Math.exp(spread.log),
    low: Math.exp(spread.log - reach),
    high: Math.exp(spread.log + reach),
    n,
    confidence,
  };
}

function intervalOfOne({ value, resampled, blocks, n }: RoundEstimate, confidence: number): Interval | null {
  if (blocks < FEWEST_BLOCKS) return null;
  const logs = Array.from(resampled, (one) => Math.log(one / value)).sort((a, b) => a - b);
  const normal = studentT(Number.POSITIVE_INFINITY, confidence);
  const stretch = (studentT(blocks - 1, confidence) / normal) * Math.sqrt(blocks / (blocks - 1));
  const end = (p: number) => value * Math.exp(stretch * quantileSorted(logs, p));
  const tail = (1 - confidence) / 2;
  return { value, low: end(tail), high: end(1 - tail), n, confidence };
}
