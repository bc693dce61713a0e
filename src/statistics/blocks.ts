/**
 * The circular block bootstrap of one round: blocks of consecutive samples are drawn, because neighbours are alike (Künsch 1989;
 * circular: Politis & Romano 1992). Pure but for the random numbers it is given.
 */
import { medianSorted } from 'simple-statistics';
import { createPrng } from '../base/prng';
import { RESAMPLES, type RoundEstimate } from './round-estimate';

/** No more blocks than this: longer blocks keep slower changes, and drawing stays cheap. */
const MOST_BLOCKS = 24;
/** Medians of longer rounds are resampled from every k-th sample: their spread comes out no smaller. */
const MOST_FOR_MEDIAN = 240;

/** @param samples in the order in which they were taken; the mean is above 0. @param seed equal seeds, equal resamples. */
export function meanEstimate(samples: readonly number[], round: number, seed: number): RoundEstimate | null {
  const n = samples.length;
  if (n === 0) return null;
  const sums = prefixSums(samples);
  const value = (sums[n] as number) / n; // n + 1 sums
  if (!(value > 0)) return null;
  const length = blockLength(samples);
  const prng = createPrng(seed);
  const resampled = Float64Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < n; drawn += length) {
      const start = Math.floor(prng.next() * n);
      const end = start + Math.min(length, n - drawn);
      sum += (sums[end] as number) - (sums[start] as number); // start < n, end < 2 n
    }
    return sum / n;
  });
  return { round, value, resampled, blocks: n / length, n };
}

/** As `meanEstimate`, of the median. */
export function medianEstimate(
  samples: readonly number[],
  round: number,
  seed: number,
): RoundEstimate | null {
  if (samples.length === 0) return null;
  const value = medianSorted(Float64Array.from(samples).sort() as unknown as number[]); // it only indexes
  if (!(value > 0)) return null;
  const step = Math.ceil(samples.length / MOST_FOR_MEDIAN);
  const thinned = samples.filter((_, index) => index % step === 0);
  const length = blockLength(thinned);
  const prng = createPrng(seed);
  const drawn = new Float64Array(thinned.length);
  const resampled = Float64Array.from({ length: RESAMPLES }, () => {
    drawBlocks(thinned, length, prng.next, drawn);
    return medianSorted(drawn.sort() as unknown as number[]);
  });
  return { round, value, resampled, blocks: thinned.length / length, n: samples.length };
}

function drawBlocks(
  samples: readonly number[],
  length: number,
  next: () => number,
  into: Float64Array,
): void {
  const n = samples.length;
  for (let at = 0, from = 0; at < n; at += 1) {
    if (at % length === 0) from = Math.floor(next() * n);
    into[at] = samples[(from + (at % length)) % n] as number; // below n
  }
}

/** Of the samples twice in a row, so that a block may run over the end. */
function prefixSums(samples: readonly number[]): Float64Array {
  const sums = new Float64Array(2 * samples.length + 1);
  for (let at = 0; at < 2 * samples.length; at += 1) {
    sums[at + 1] = (sums[at] as number) + (samples[at % samples.length] as number); // in range
  }
  return sums;
}

/**
 * (√6 ρ / (1 − ρ²))^⅔ n^⅓ for samples whose neighbours correlate by ρ (Carlstein 1986, for AR(1)), at least n^⅓, at most
 * a quarter of the round.
 */
export function blockLength(samples: readonly number[]): number {
  const n = samples.length;
  const rho = Math.min(0.95, Math.max(0, neighbourCorrelation(samples)));
  const carlstein = ((Math.sqrt(6) * rho) / (1 - rho * rho)) ** (2 / 3) * n ** (1 / 3);
  const wanted = Math.ceil(Math.max(carlstein, n ** (1 / 3), n / MOST_BLOCKS));
  return Math.max(1, Math.min(wanted, Math.floor(n / 4)));
}

/** Lag-1 autocorrelation; 0 when all are equal. */
function neighbourCorrelation(samples: readonly number[]): number {
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
  let squares = 0;
  let products = 0;
  let before = 0;
  for (const value of samples) {
    const off = value - mean;
    squares += off * off;
    products += off * before;
    before = off;
  }
  return squares === 0 ? 0 : products / squares;
}
