import { expect, it } from 'vitest';
import type { Waterfall } from '../../../domain/run-file';
import { legendKinds, waterfallParts } from './waterfall-parts';

const waterfall = (given: Partial<Waterfall>): Waterfall => ({
  queueingMs: 3,
  transportMs: 0.1,
  preprocessMs: 1,
  ownComputeMs: 10,
  slowedMs: 5,
  preemptedMs: 0,
  readbackMs: 0.5,
  decodeMs: 0.4,
  ...given,
});
const kinds = (given: Partial<Waterfall>) => waterfallParts(waterfall(given)).parts.map((part) => part.kind);

it('the parts sum to the mean latency', () => {
  expect(waterfallParts(waterfall({})).totalMs).toBeCloseTo(20);
});

it('parts that took no time are left out', () => {
  expect(kinds({ queueingMs: 0 })).toEqual([
    'transport',
    'preprocess',
    'own',
    'slowed',
    'readback',
    'decode',
  ]);
});

it('without a baseline own and slowed are one part called compute', () => {
  expect(kinds({ slowedMs: null })).toContain('compute');
  expect(kinds({ slowedMs: null })).not.toContain('own');
});

it('a computation faster than alone is drawn as long as it took, and the gain is told apart', () => {
  const { parts, totalMs, fasterMs } = waterfallParts(waterfall({ slowedMs: -2 }));
  expect(parts.find((part) => part.kind === 'own')?.ms).toBe(8);
  expect(parts.some((part) => part.kind === 'slowed')).toBe(false);
  expect(fasterMs).toBe(2);
  expect(totalMs).toBeCloseTo(13);
});

it('the legend names compute only while a tenant lacks a baseline', () => {
  expect(legendKinds([waterfall({})])).not.toContain('compute');
  expect(legendKinds([waterfall({ slowedMs: null })])).not.toContain('slowed');
  expect(legendKinds([waterfall({}), waterfall({ slowedMs: null })])).toEqual([
    'queueing',
    'transport',
    'preprocess',
    'own',
    'compute',
    'slowed',
    'readback',
    'decode',
  ]);
});

it('the legend names preemption only where there was some', () => {
  expect(legendKinds([waterfall({ preemptedMs: 1 })])).toContain('preempted');
});
