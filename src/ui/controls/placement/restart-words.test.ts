import { expect, it } from 'vitest';
import { ordinal, restartWords } from './restart-words';

const said = (attempt: number, at: number) => restartWords({ attempt, at }, 10_000, 5).replace('\u202f', ' ');

it('the countdown is told in whole seconds, up to the last one', () => {
  expect(said(2, 12_900)).toBe('starts again in 3 s (2nd of 5)');
  expect(said(1, 10_001)).toBe('starts again in 1 s');
});

it('once the instant has passed it starts now', () => {
  expect(said(3, 10_000)).toBe('starts again now (3rd of 5)');
  expect(said(4, 2)).toBe('starts again now (4th of 5)');
});

it('the teens end as English has them', () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 111].map(ordinal)).toEqual([
    '1st',
    '2nd',
    '3rd',
    '4th',
    '11th',
    '12th',
    '13th',
    '21st',
    '22nd',
    '111th',
  ]);
});
