import { describe, expect, it } from 'vitest';
import { suppress } from './weighted-suppression';

/** A square of side 2 at x, 0. */
const at = (x: number, score: number) => ({ score, values: [x, 0, 2, 2] });

describe('weighted suppression', () => {
  it('keeps what does not overlap, best first', () => {
    expect(suppress([at(0, 0.7), at(9, 0.9)], 0.3)).toEqual([at(9, 0.9), at(0, 0.7)]);
  });

  it('blends what overlaps by score and keeps the best score', () => {
    const [only, ...more] = suppress([at(0, 0.9), at(0.4, 0.3)], 0.3);
    expect(more).toEqual([]);
    expect(only?.score).toBe(0.9);
    expect(only?.values[0]).toBeCloseTo((0 * 0.9 + 0.4 * 0.3) / 1.2, 12);
    expect(only?.values.slice(1)).toEqual([0, 2, 2]);
  });

  it('blends at a third of overlap and not below the limit', () => {
    // side 2, one apart: 2 shared of 6 covered
    expect(suppress([at(0, 0.9), at(1, 0.8)], 0.34)).toHaveLength(2);
    expect(suppress([at(0, 0.9), at(1, 0.8)], 0.33)).toHaveLength(1);
  });

  it('compares with the best, not with the blend: a chain of three stays two things', () => {
    const chain = suppress([at(0, 0.9), at(1, 0.8), at(2, 0.7)], 0.3);
    expect(chain.map(({ score }) => score)).toEqual([0.9, 0.7]);
  });

  it('blends whatever else belongs to a candidate', () => {
    const blended = suppress(
      [
        { score: 0.5, values: [0, 0, 2, 2, 10] },
        { score: 0.5, values: [0, 0, 2, 2, 20] },
      ],
      0.3,
    );
    expect(blended[0]?.values[4]).toBe(15);
  });

  it('takes a box without area for itself', () => {
    expect(suppress([at(0, 0.9), { score: 0.8, values: [0, 0, 0, 0] }], 0.3)).toHaveLength(2);
  });

  it('makes nothing of nothing', () => {
    expect(suppress([], 0.3)).toEqual([]);
  });
});
