import { describe, expect, it } from 'vitest';
import type { OutputNumbers } from '../../domain/result';
import { outputLines, shortened } from './output-lines';

const output = (name: string): OutputNumbers => ({
  name,
  shape: [1, 1000],
  low: -3.127,
  high: 12.5,
  mean: 0.000012,
  top: [
    { index: 7, value: 12.5, label: 'cup' },
    { index: 9, value: 4, label: null },
    { index: 1, value: 3, label: null },
  ],
});
const texts = (count: number, rows: number) =>
  outputLines(
    Array.from({ length: count }, (_, index) => output(`out${index}`)),
    rows,
  ).map(({ text }) => text);

describe('the plate of a model’s outputs', () => {
  it('tells name, shape, range, mean and the largest numbers with their labels or places', () => {
    expect(texts(1, 12)).toEqual([
      'out0',
      '1×1000',
      '-3.13 to 12.5',
      'mean 1.2e-5',
      'cup 12.5',
      '[9] 4',
      '[1] 3',
    ]);
  });

  it('is cut to the room that there is', () => {
    expect(texts(1, 3)).toEqual(['out0', '1×1000', '-3.13 to 12.5']);
    expect(texts(1, 0)).toEqual([]);
  });

  it('counts the outputs that have no room', () => {
    const lines = texts(3, 9);
    expect(lines).toHaveLength(9);
    expect(lines.at(-1)).toBe('and 1 more');
    expect(texts(4, 4).at(-1)).toBe('and 3 more');
  });

  it('never has more lines than rows', () => {
    for (let count = 1; count <= 8; count += 1) {
      for (let rows = 1; rows <= 24; rows += 1) expect(texts(count, rows).length).toBeLessThanOrEqual(rows);
    }
  });
});

it('a long name is shortened in its middle', () => {
  expect(shortened('StatefulPartitionedCall/model/dense/Softmax', 16)).toBe('StatefulPa…ftmax');
  expect(shortened('short', 16)).toBe('short');
});
