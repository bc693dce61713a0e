import { expect, it } from 'vitest';
import { nextResult } from './result-keys';

it('the arrows go from the search field through the results and back', () => {
  expect(nextResult('ArrowDown', -1, 3)).toBe(0);
  expect(nextResult('ArrowDown', 2, 3)).toBe(2);
  expect(nextResult('ArrowUp', 0, 3)).toBe(-1);
});

it('Home and End belong to the text while the search field has the focus', () => {
  expect(nextResult('End', -1, 3)).toBeNull();
  expect(nextResult('End', 0, 3)).toBe(2);
  expect(nextResult('Home', 2, 3)).toBe(0);
});

it('nothing is gone to when nothing is listed', () => {
  expect(nextResult('ArrowDown', -1, 0)).toBeNull();
});
