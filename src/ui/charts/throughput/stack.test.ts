import { expect, it } from 'vitest';
import { ghostLines, stacked } from './stack';

it('areas add up from the first tenant to the total', () => {
  expect(
    stacked([
      [1, 2],
      [10, 20],
      [100, 200],
    ]),
  ).toEqual([
    [1, 2],
    [11, 22],
    [111, 222],
  ]);
});

it('a tenant that was not there yet adds nothing to the total', () => {
  expect(
    stacked([
      [5, 5],
      [null, 7],
    ]),
  ).toEqual([
    [5, 5],
    [5, 12],
  ]);
});

it('a hidden tab stays a gap in the total', () => {
  expect(
    stacked([
      [1, null, 3],
      [1, null, 3],
    ]),
  ).toEqual([
    [1, null, 3],
    [2, null, 6],
  ]);
});

it('nothing stacks to nothing', () => {
  expect(stacked([])).toEqual([]);
});

it('every tenant with a baseline has a ghost line of its own', () => {
  expect(ghostLines('lines', [30, null, 12])).toEqual([
    { position: 0, perSecond: 30 },
    { position: 2, perSecond: 12 },
  ]);
});

it('the total has one ghost line, the sum of the baselines, and none while one is missing', () => {
  expect(ghostLines('stacked', [30, 12])).toEqual([{ position: null, perSecond: 42 }]);
  expect(ghostLines('stacked', [30, null])).toEqual([]);
  expect(ghostLines('stacked', [])).toEqual([]);
});
