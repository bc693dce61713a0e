import { expect, it } from 'vitest';
import { busyMsSince, percentile95 } from './busy-time';

it('stretches apart add up', () => {
  expect(
    busyMsSince(
      0,
      [
        { at: 10, ms: 5 },
        { at: 40, ms: 5 },
      ],
      [{ at: 20, ms: 3 }],
    ),
  ).toBe(13);
});

it('a frame inside a long task counts once', () => {
  expect(busyMsSince(0, [{ at: 110, ms: 20 }], [{ at: 100, ms: 60 }])).toBe(60);
  expect(busyMsSince(0, [{ at: 150, ms: 20 }], [{ at: 100, ms: 60 }])).toBe(70);
});

it('what lies before the window does not count', () => {
  expect(busyMsSince(100, [{ at: 90, ms: 30 }], [])).toBe(20);
  expect(busyMsSince(100, [{ at: 50, ms: 30 }], [])).toBe(0);
});

it('the 95th percentile of twenty is the nineteenth, and of nothing there is none', () => {
  expect(percentile95(Array.from({ length: 20 }, (_, index) => 20 - index))).toBe(19);
  expect(percentile95([])).toBeNull();
});
