import { describe, expect, it } from 'vitest';
import { createPrng } from '../../base/prng';
import { DistributionRecorder } from './distribution';
import { rankFromTop } from './early-stopping';

function recorded(values: readonly number[]) {
  const recorder = new DistributionRecorder();
  for (const value of values) recorder.record(value);
  return recorder.distribution();
}

describe('distribution', () => {
  it('is empty without samples', () => {
    expect(recorded([])).toEqual({ n: 0, mean: null, p50: null, p90: null, p95: null, p99: null, max: null });
  });

  it('shows no percentile before early stopping allows it', () => {
    expect(recorded(Array.from({ length: 10 }, (_, i) => i + 1)).p50).toBeNull();
    const eleven = recorded(Array.from({ length: 11 }, (_, i) => i + 1));
    expect(eleven.p50).toBeCloseTo(11, 1);
    expect(eleven.p90).toBeNull();
  });

  it('reports the sample that is left after the largest allowed number of worst ones is discarded', () => {
    const prng = createPrng(7);
    const values = Array.from({ length: 662 }, () => 5 + 40 * prng.next());
    const sorted = [...values].sort((a, b) => a - b);
    const { p99, max, mean } = recorded(values);
    const worst = sorted[661] ?? 0;
    expect(Math.abs((p99 ?? 0) - worst) / worst).toBeLessThan(0.001);
    expect(max).toBe(worst);
    expect(mean).toBeCloseTo(values.reduce((a, b) => a + b, 0) / values.length, 9);
  });

  it('keeps three significant digits over the whole range', () => {
    for (const value of [0.012, 1.234, 987.6, 65_432]) {
      const { p50 } = recorded(Array.from({ length: 11 }, () => value));
      expect(Math.abs((p50 ?? 0) - value) / value).toBeLessThan(0.001);
    }
  });

  it('keeps to three significant digits when there are too many samples to keep', () => {
    const prng = createPrng(7);
    const values = Array.from({ length: 5000 }, () => 5 + 40 * prng.next());
    const sorted = [...values].sort((a, b) => a - b);
    const { p50, p99, max, n } = recorded(values);
    expect(n).toBe(5000);
    expect(max).toBe(sorted[4999]);
    for (const [told, p] of [
      [p50, 0.5],
      [p99, 0.99],
    ] as const) {
      const exact = sorted[5000 - (rankFromTop(5000, p) ?? 0)] ?? 0;
      expect(Math.abs((told ?? 0) - exact) / exact).toBeLessThan(0.002);
    }
  });
});
