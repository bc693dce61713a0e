import { describe, expect, it } from 'vitest';
import { anchorCount, placeAnchor } from './ssd-anchors';

const GRID = { cells: 4, perCell: 2 };

describe('anchors', () => {
  it('are as many as cells hold', () => {
    expect(anchorCount(GRID)).toBe(32);
  });

  it('lie at the centre of their cell, row by row', () => {
    // anchor 2 × (4 × 1 + 2) + 1: row 1, column 2
    const { values, score } = placeAnchor(GRID, { anchor: 13, score: 0.5, raw: [0, 0, 32, 16] }, 64, 64);
    expect(values).toEqual([2.5 / 4, 1.5 / 4, 0.5, 0.25]);
    expect(score).toBe(0.5);
  });

  it('shift centre and points by px of the input, and not the size', () => {
    const { values } = placeAnchor(GRID, { anchor: 0, score: 1, raw: [8, 4, 8, 4, -8, 2] }, 64, 32);
    expect(values).toEqual([0.125 + 8 / 64, 0.125 + 4 / 32, 8 / 64, 4 / 32, 0.125 - 8 / 64, 0.125 + 2 / 32]);
  });
});
