import { describe, expect, it } from 'vitest';
import type { LoadgenWorkload } from '../../domain/scenario';
import { instant } from '../../domain/units';
import { completedRequest } from '../../testing/builders';
import { LoadgenWindow } from './loadgen';

const workload = (mode: LoadgenWorkload['mode'], change: Partial<LoadgenWorkload> = {}): LoadgenWorkload => ({
  kind: 'loadgen',
  mode,
  ratePerSecond: 10,
  boundMs: 100,
  samples: 4,
  ...change,
});

/** A sample that arrived at 0 and ended after `latencyMs`. */
const sample = (latencyMs: number, change: Parameters<typeof completedRequest>[0] = {}) =>
  completedRequest({ partsMs: [0, 0, 0, latencyMs, 0, 0], ...change });

function windowOf(mode: LoadgenWorkload['mode'], latencies: readonly number[]): LoadgenWindow {
  const window = new LoadgenWindow(workload(mode));
  latencies.forEach((latencyMs, queryId) => {
    window.add(sample(latencyMs), queryId);
  });
  return window;
}
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

describe('LoadGen-style figures', () => {
  it('of a single stream are the p90 estimate: from 64 queries on the worst, then the worst but t − 1', () => {
    expect(windowOf('single-stream', upTo(63)).figures).toMatchObject({ value: null, n: 63, needed: 64 });
    expect(windowOf('single-stream', upTo(64)).figures).toMatchObject({ value: 64, n: 64, met: null });
    expect(windowOf('single-stream', upTo(81)).figures.value).toBe(80);
    expect(windowOf('single-stream', upTo(197)).figures.value).toBe(188);
  });

  it('count a query of eight samples when the last of them has ended, as long as that took', () => {
    const window = new LoadgenWindow(workload('multi-stream'));
    for (let queryId = 0; queryId < 662; queryId++) {
      for (let k = 1; k <= 8; k++) window.add(sample(queryId + k), queryId);
    }
    for (let k = 1; k <= 7; k++) window.add(sample(5000), 662);
    expect(window.figures).toMatchObject({ value: 669, n: 662, needed: 662 });
  });

  it('leave no trace of a query whose first samples ended before the window', () => {
    const window = new LoadgenWindow(workload('multi-stream'));
    for (let k = 1; k <= 5; k++) window.add(sample(10), 7);
    for (let k = 1; k <= 8; k++) window.add(sample(20, { at: 50, arrivedAt: instant(50) }), 7);
    expect(window.figures.n).toBe(1);
  });

  it('of a server tell whether its bound is met at 99 % confidence, and leave that open before', () => {
    expect(windowOf('server', upTo(458).fill(50)).figures).toMatchObject({ met: null, needed: 459 });
    expect(windowOf('server', upTo(459).fill(50)).figures.met).toBe(true);
    const oneOver = [...upTo(600).fill(50), 101];
    expect(windowOf('server', oneOver).figures).toMatchObject({ met: null, needed: 662 });
    expect(windowOf('server', upTo(40).fill(500)).figures.met).toBe(false);
  });

  it('count lost queries as longer than any latency', () => {
    const window = windowOf('single-stream', upTo(79));
    window.add(sample(1, { outcome: 'failed', stamps: null }), 79);
    window.add(sample(1, { outcome: 'dropped', stamps: null }), 80);
    expect(window.figures).toMatchObject({ n: 81, value: null });
    const one = windowOf('single-stream', upTo(80));
    one.add(sample(1, { outcome: 'rejected', stamps: null }), 80);
    expect(one.figures.value).toBe(80);
  });

  it('of an offline run are samples a second over whole batches', () => {
    const window = new LoadgenWindow(workload('offline'));
    expect(window.figures.value).toBeNull();
    for (const latencyMs of [10, 20, 30, 40]) window.add(sample(latencyMs), 0);
    expect(window.figures).toMatchObject({ value: 100, n: 1, needed: 1, metric: 'samples a second' });
    for (const latencyMs of [10, 20, 30]) window.add(sample(latencyMs), 1);
    expect(window.figures.value).toBe(100);
  });
});
