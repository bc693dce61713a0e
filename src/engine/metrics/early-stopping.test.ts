import { describe, expect, it } from 'vitest';
import { boundVerdict, leastForBound, leastForEstimate, rankFromTop } from './early-stopping';

/** Smallest n whose estimate discards at least t − 1 samples: reference oracle, LoadGen at 99 % confidence. */
const ORACLE: readonly (readonly [number, readonly (readonly [number, number])[]])[] = [
  [0.5, [[1, 11]]],
  [
    0.9,
    [
      [1, 64],
      [2, 81],
      [5, 127],
      [10, 197],
    ],
  ],
  [
    0.95,
    [
      [1, 130],
      [2, 165],
      [5, 259],
      [10, 398],
    ],
  ],
  [
    0.97,
    [
      [1, 219],
      [2, 277],
      [5, 433],
      [10, 667],
    ],
  ],
  [
    0.99,
    [
      [1, 662],
      [2, 838],
      [5, 1307],
      [10, 2010],
    ],
  ],
];

describe('early stopping', () => {
  for (const [p, rows] of ORACLE) {
    for (const [t, n] of rows) {
      it(`allows t = ${t} for p${p * 100} from ${n} samples on`, () => {
        expect(rankFromTop(n, p)).toBe(t);
        expect(rankFromTop(n - 1, p) ?? 0).toBe(t - 1);
      });
    }
  }
});

/** Queries needed when t of them are beyond the bound, for t = 0, 1, 2, 5, 10: the reference's table. */
const BOUNDS: readonly (readonly [number, readonly number[]])[] = [
  [0.9, [44, 64, 81, 127, 197]],
  [0.95, [90, 130, 165, 259, 398]],
  [0.97, [152, 219, 277, 433, 667]],
  [0.99, [459, 662, 838, 1307, 2010]],
];
const BEYOND = [0, 1, 2, 5, 10];

describe('a bound on a percentile', () => {
  for (const [p, needed] of BOUNDS) {
    it(`of p${p * 100} needs as many queries as LoadGen's rule`, () => {
      expect(BEYOND.map((over) => leastForBound(over, p))).toEqual(needed);
      expect(leastForEstimate(p)).toBe(needed[1]);
    });
  }

  it('is met from that many queries on, open before, and missed once that is as sure', () => {
    expect(boundVerdict(838, 2, 0.99)).toBe(true);
    expect(boundVerdict(837, 2, 0.99)).toBeNull();
    expect(boundVerdict(0, 0, 0.99)).toBeNull();
    expect(boundVerdict(100, 3, 0.99)).toBeNull();
    expect(boundVerdict(100, 6, 0.99)).toBe(false); // P(X ≥ 6) = 0.0005
  });
});
