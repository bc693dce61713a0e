import { expect, it } from 'vitest';
import { endToEndLine, loadgenLine, segmentsLine } from './figure-words';

const figures = { mode: 'server', metric: 'p99 of latency, ms', n: 12, needed: 662 } as const;

it('LoadGen’s figure tells how many queries it needs until there is one', () => {
  expect(loadgenLine({ ...figures, value: null, met: null })).toBe('p99 of latency, ms: needs 662, has 12');
});

it('a server’s figure tells whether its bound is met', () => {
  expect(loadgenLine({ ...figures, value: 84.25, met: true })).toBe('p99 of latency, ms: 84.3, bound met');
  expect(loadgenLine({ ...figures, value: 184.25, met: false })).toBe(
    'p99 of latency, ms: 184, bound not met',
  );
});

it('a figure without a bound is the number alone', () => {
  expect(loadgenLine({ ...figures, metric: 'samples a second', value: 9.512, met: null })).toBe(
    'samples a second: 9.51',
  );
});

it('a model in one piece is whole', () => {
  expect(segmentsLine({ segmentsMs: [1, 2, 3] })).toBe('3 segments');
  expect(segmentsLine({ segmentsMs: [6] })).toBe('whole');
});

it('end to end says the mean until there is a median, and p95 once there is one', () => {
  expect(endToEndLine({ mean: 40, p50: null, p95: null })).toBe('end to end, mean 40.0\u202fms');
  expect(endToEndLine({ mean: 40, p50: 34, p95: null })).toBe('end to end 34.0\u202fms');
  expect(endToEndLine({ mean: 40, p50: 34, p95: 61 })).toBe('end to end 34.0\u202fms, p95 61.0\u202fms');
});
