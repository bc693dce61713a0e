import { expect, it } from 'vitest';
import { niceCeil, niceStep, niceTicks, steadyCeil } from './nice-scale';

it('a scale ends at the next round number', () => {
  expect([0.07, 1, 1.2, 17, 33.1, 99, 101].map(niceCeil)).toEqual([0.08, 1, 1.5, 20, 40, 100, 150]);
});

it('a scale of nothing is one', () => {
  expect([0, -3, Number.NaN, Number.POSITIVE_INFINITY].map(niceCeil)).toEqual([1, 1, 1, 1]);
});

it('a scale in force stays while the data fill more than half of it', () => {
  expect(steadyCeil(40, 39)).toBe(40);
  expect(steadyCeil(40, 23)).toBe(40);
});

it('a scale in force gives way to data that outgrow it or shrink', () => {
  expect(steadyCeil(40, 41)).toBe(50);
  expect(steadyCeil(40, 8)).toBe(8);
});

it('ticks are multiples of 1, 2 or 5 and never more than asked for', () => {
  expect(niceStep(60, 4)).toBe(20);
  expect(niceTicks(3, 63, 4)).toEqual([20, 40, 60]);
  expect(niceTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6000000000000001, 0.8, 1]);
});
