import { describe, expect, it } from 'vitest';
import { baseline, completedRequest } from '../../testing/builders';
import { TenantWindow } from './tenant-window';
import { utilisationFraction } from './utilisation';

describe('tenant window', () => {
  it('splits the mean latency into parts that sum to it', () => {
    const window = new TenantWindow();
    window.add(completedRequest({ partsMs: [1, 0.1, 0.5, 8, 0.2, 0.2] }));
    window.add(completedRequest({ at: 50, partsMs: [3, 0.3, 0.7, 12, 0.4, 0.6] }));
    const parts = Object.values(window.waterfall(null) ?? {}).reduce(
      (sum: number, part) => sum + (part ?? 0),
      0,
    );
    expect(parts).toBeCloseTo(window.latency.mean ?? 0, 9);
    const withBaseline = window.waterfall(baseline({ throughputPerSecond: 100, computeMeanMs: 7 }));
    expect(withBaseline?.ownComputeMs).toBe(7);
    expect(withBaseline?.slowedMs).toBeCloseTo(3, 9);
  });

  it('keeps late, dropped, rejected and failed requests in the denominator of deadline hits', () => {
    const window = new TenantWindow();
    expect(window.deadlineHitFraction).toBeNull();
    for (const outcome of ['completed', 'late', 'dropped', 'rejected', 'failed'] as const) {
      window.add(completedRequest({ outcome }));
    }
    expect(window.deadlineHitFraction).toBe(0.2);
    expect(window.completions).toBe(2);
    expect(window.latency.n).toBe(2);
  });
});

describe('utilisation', () => {
  it('counts service inside the window only, and the request in service now', () => {
    const served = completedRequest({ at: 0, partsMs: [0, 10, 0, 20, 0, 0] }); // in service 10..30
    expect(utilisationFraction([served], null, 20, 60)).toBeCloseTo(0.25, 12);
    expect(utilisationFraction([served], 50, 20, 60)).toBeCloseTo(0.5, 12);
    expect(utilisationFraction([served], null, 60, 60)).toBe(0);
  });
});
