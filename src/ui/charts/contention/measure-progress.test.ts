import { expect, it } from 'vitest';
import { announced, measureProgress } from './measure-progress';

const first = { tenantId: 'a', index: 0, count: 2, remainingMs: 12_000 };
const second = { tenantId: 'b', index: 1, count: 2, remainingMs: 6000 };

it('progress grows between two announcements', () => {
  const from = announced(null, first, 1000);
  expect(announced(from, first, 4000)).toBe(from);
  expect(measureProgress(from, first, 4000)).toEqual({ fraction: 0.25, remainingMs: 9000 });
});

it('progress waits at the end of a turn until the next one is announced', () => {
  const from = announced(null, first, 1000);
  expect(measureProgress(from, first, 9000)).toEqual({ fraction: 0.5, remainingMs: 6000 });
  const next = announced(from, second, 9000);
  expect(measureProgress(next, second, 10_500).fraction).toBeCloseTo(0.625);
});
