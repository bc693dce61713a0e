import { describe, expect, it } from 'vitest';
import { rankFromTop } from './early-stopping';

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
