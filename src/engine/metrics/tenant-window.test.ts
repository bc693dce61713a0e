import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../../domain/units';
import { baseline, completedRequest } from '../../testing/builders';
import { TenantWindow } from './tenant-window';

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

  it('splits it whatever the gaps while requests were preempted, which count as no compute', () => {
    const ms = fc.double({ min: 0, max: 50, noNaN: true });
    const request = fc.record({
      parts: fc.tuple(ms, ms, ms, ms, ms, ms),
      preempted: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 20 }), (requests) => {
        const window = new TenantWindow();
        let preemptedMs = 0;
        let computeMs = 0;
        for (const { parts, preempted } of requests) {
          const { stamps, ...record } = completedRequest({ partsMs: parts });
          const gapsMs = preempted * parts[3];
          preemptedMs += gapsMs;
          computeMs += parts[3] - gapsMs;
          window.add({ ...record, stamps: stamps && { ...stamps, preemptedMs: gapsMs } });
        }
        const waterfall = window.waterfall(null);
        const sum = Object.values(waterfall ?? {}).reduce((total: number, part) => total + (part ?? 0), 0);
        expect(sum).toBeCloseTo(window.latency.mean ?? 0, 6);
        expect(waterfall?.preemptedMs).toBeCloseTo(preemptedMs / requests.length, 6);
        expect(waterfall?.ownComputeMs).toBeCloseTo(computeMs / requests.length, 6);
      }),
      { seed: 6 },
    );
  });

  it('tells what issuing took, and GPU time only of what was timed and valid', () => {
    const window = new TenantWindow();
    expect(window.gpuTime).toBeNull();
    window.add(completedRequest({ issueMs: 1, gpuMs: 4 }));
    window.add(completedRequest({ issueMs: 3, gpuMs: 'invalid' }));
    window.add(completedRequest({ issueMs: null, gpuMs: null }));
    window.add(completedRequest({}));
    window.add(completedRequest({ outcome: 'failed', stamps: null, issueMs: 50, gpuMs: 50 }));
    expect(window.issueTime).toMatchObject({ n: 2, mean: 2, max: 3 });
    expect(window.gpuTime).toMatchObject({ n: 1, mean: 4 });
    expect(window.gpuInvalid).toBe(1);
  });

  it('tells the way of a pipeline from its first arrival and from the picture, of requests that are part of one', () => {
    const window = new TenantWindow();
    window.add(completedRequest({ at: 100, partsMs: [0, 0, 0, 10, 0, 0] }));
    expect(window.pipeline.endToEndMs.n).toBe(0);
    const cause = { parentId: 1, rootArrivedAt: instant(70), capturedAt: instant(65) };
    window.add(completedRequest({ at: 100, partsMs: [0, 0, 0, 10, 0, 0], cause }));
    window.add(
      completedRequest({ at: 100, partsMs: [0, 0, 0, 20, 0, 0], cause: { ...cause, capturedAt: null } }),
    );
    expect(window.pipeline.endToEndMs).toMatchObject({ n: 2, mean: 45 });
    expect(window.pipeline.freshnessMs).toMatchObject({ n: 1, mean: 45 });
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
