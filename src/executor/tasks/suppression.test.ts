import { describe, expect, it } from 'vitest';
import { keepBest } from './suppression';

/** A square of side 2 at x, 0. */
const at = (x: number, score: number) => ({ score, values: [x, 0, 2, 2] });

describe('suppression', () => {
  it('keeps the best of what overlaps, as it is', () => {
    expect(keepBest([at(0, 0.6), at(0.2, 0.9)], 0.5)).toEqual([at(0.2, 0.9)]);
  });

  it('keeps what overlaps less than the limit, best first', () => {
    // one apart: 2 shared of 6 covered
    expect(keepBest([at(0, 0.6), at(1, 0.9)], 0.34)).toEqual([at(1, 0.9), at(0, 0.6)]);
    expect(keepBest([at(0, 0.6), at(1, 0.9)], 0.33)).toEqual([at(1, 0.9)]);
  });

  it('lets what was dropped suppress nothing', () => {
    expect(keepBest([at(0, 0.9), at(1, 0.8), at(2, 0.7)], 0.3)).toEqual([at(0, 0.9), at(2, 0.7)]);
  });

  it('makes nothing of nothing', () => {
    expect(keepBest([], 0.5)).toEqual([]);
  });
});
