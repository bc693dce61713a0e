/**
 * The interval of a fraction that is counted in several rounds: Wilson's score interval (JASA 22, 1927), which also holds where
 * all or none were hits, with n divided by how much more the rounds differ than chance would have it (design effect: Kish,
 * Survey Sampling, 1965; its estimate: Pearson's X² over its degrees of freedom). Pure.
 */
import type { Interval } from '../domain/interval';
import { Z95 } from './student';

export interface CountedRound {
  readonly hits: number;
  readonly n: number;
}

/** 0..1. @returns null when nothing was counted. */
export function fractionInterval(rounds: readonly CountedRound[]): Interval | null {
  const n = rounds.reduce((sum, round) => sum + round.n, 0);
  if (n === 0) return null;
  const value = rounds.reduce((sum, round) => sum + round.hits, 0) / n;
  const effective = n / designEffect(rounds, value);
  const square = Z95 ** 2;
  const middle = (value + square / (2 * effective)) / (1 + square / effective);
  const reach =
    (Z95 / (1 + square / effective)) *
    Math.sqrt((value * (1 - value)) / effective + square / (4 * effective ** 2));
  return {
    value,
    low: Math.max(0, Math.min(value, middle - reach)),
    high: Math.min(1, Math.max(value, middle + reach)),
    n,
    confidence: 0.95,
  };
}

/** At least 1. */
function designEffect(rounds: readonly CountedRound[], value: number): number {
  const counted = rounds.filter(({ n }) => n > 0);
  const variance = value * (1 - value);
  if (counted.length < 2 || variance === 0) return 1;
  const squares = counted.reduce((sum, { hits, n }) => sum + (hits - n * value) ** 2 / (n * variance), 0);
  return Math.max(1, squares / (counted.length - 1));
}
