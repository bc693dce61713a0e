import { describe, expect, it } from 'vitest';
import { overlap } from './overlap';

describe('overlap', () => {
  it('is 1 for one place and 0 for places apart or touching', () => {
    expect(overlap([0, 0, 2, 2], [0, 0, 2, 2])).toBe(1);
    expect(overlap([0, 0, 2, 2], [5, 0, 2, 2])).toBe(0);
    expect(overlap([0, 0, 2, 2], [2, 0, 2, 2])).toBe(0);
  });

  it('is the shared area of the covered one', () => {
    expect(overlap([0, 0, 2, 2], [1, 0, 2, 2])).toBeCloseTo(2 / 6, 12);
    expect(overlap([0, 0, 4, 4], [0, 0, 2, 2])).toBeCloseTo(4 / 16, 12);
  });

  it('is 0 when a box has no area', () => {
    expect(overlap([0, 0, 0, 0], [0, 0, 2, 2])).toBe(0);
  });
});
