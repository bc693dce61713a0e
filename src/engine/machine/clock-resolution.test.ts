import { expect, it } from 'vitest';
import { measureClockResolution } from './clock-resolution';

/** A clock that shows whole steps of a time of which each reading takes a part. */
function stepping(stepMs: number, readingMs: number): () => number {
  let readings = 0;
  return () => {
    readings += 1;
    return Math.floor((readings * readingMs) / stepMs) * stepMs;
  };
}

it.each([0.005, 0.02, 0.1, 1, 16, 100])('a clock in steps of %d ms is found to have them', (stepMs) => {
  expect(measureClockResolution(stepping(stepMs, 0.000_05))).toBeCloseTo(stepMs, 6);
});

it('steps that fall together are told apart by those that do not', () => {
  const readings = [0, 0.04, 0.08, 0.1, 0.14];
  let at = 0;
  expect(measureClockResolution(() => readings[Math.min(at++, 4)] ?? 0, 10)).toBe(0.02);
});

it('a clock that stands still is not watched for ever', () => {
  let readings = 0;
  const resolution = measureClockResolution(() => {
    readings += 1;
    return 7;
  }, 1000);
  expect(resolution).toBe(0);
  expect(readings).toBe(1001);
});
