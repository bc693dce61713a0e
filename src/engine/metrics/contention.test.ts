import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseline } from '../../testing/builders';
import { fairnessOf, slowdownOf } from './contention';

const closed = { kind: 'closed', inFlight: 1 } as const;
const periodic = { kind: 'periodic', ratePerSecond: 30, jitterFraction: 0, queueBound: 4 } as const;

/** A slowdown of NTT = latency / isolated, as the toy oracles give it. */
const ntt = (value: number) => ({ slowdown: value, basis: 'test', normalisedProgress: 1 / value });

describe('slowdown', () => {
  it('of a closed loop is throughput alone over throughput shared', () => {
    const alone = baseline({ throughputPerSecond: 40 });
    const shared = { throughputPerSecond: 25, meanLatencyMs: 40, meanServiceMs: 40 };
    expect(slowdownOf(closed, alone, shared).slowdown).toBeCloseTo(1.6, 12);
  });

  it('of an open loop is mean latency shared over mean latency alone', () => {
    const alone = baseline({ throughputPerSecond: 30, meanLatencyMs: 8 });
    const shared = { throughputPerSecond: 30, meanLatencyMs: 20, meanServiceMs: 15 };
    expect(slowdownOf(periodic, alone, shared).slowdown).toBeCloseTo(2.5, 12);
  });

  it('of a triggered tenant is mean service time shared over alone: its arrivals are not those that it had alone', () => {
    const alone = baseline({ throughputPerSecond: 100, meanLatencyMs: 10 });
    const shared = { throughputPerSecond: 5, meanLatencyMs: 80, meanServiceMs: 25 };
    const { slowdown, basis } = slowdownOf({ kind: 'triggered', queueBound: 4 }, alone, shared);
    expect(slowdown).toBeCloseTo(2.5, 12);
    expect(basis).toContain('service time');
  });

  it('is unknown without a baseline', () => {
    const shared = { throughputPerSecond: 30, meanLatencyMs: 20, meanServiceMs: 15 };
    expect(slowdownOf(closed, null, shared)).toEqual({
      slowdown: null,
      basis: null,
      normalisedProgress: null,
    });
  });

  it('is null with normalised progress 0 when nothing completed', () => {
    const shared = { throughputPerSecond: 0, meanLatencyMs: null, meanServiceMs: null };
    const none = slowdownOf(closed, baseline({ throughputPerSecond: 40 }), shared);
    expect(none.slowdown).toBeNull();
    expect(none.normalisedProgress).toBe(0);
  });
});

describe('fairness', () => {
  it('agrees with the toy oracle T1 under FIFO', () => {
    // A arrives 0 runs 0–6 of 6; hence NTT = 24/24, … : finishes 24, 28, 37 of A 4×6, B 2×2 (at 1), C 3×3 (at 2)
    const result = fairnessOf([ntt(24 / 24), ntt((28 - 1) / 4), ntt((37 - 2) / 9)]);
    expect(result.antt).toBeCloseTo(419 / 108, 12);
    expect(result.stp).toBeCloseTo(1328 / 945, 12);
    expect(result.minNpRatio).toBeCloseTo(4 / 27, 12);
    expect(result.jainFairness).toBeCloseTo(0.605, 3);
  });

  it('is unknown while one tenant lacks a baseline', () => {
    const without = { slowdown: null, basis: null, normalisedProgress: null };
    expect(fairnessOf([ntt(2), without])).toEqual({
      stp: null,
      antt: null,
      jainFairness: null,
      minNpRatio: null,
    });
  });

  it('counts a starved tenant as zero progress and leaves ANTT open', () => {
    const starved = { slowdown: null, basis: 'test', normalisedProgress: 0 };
    const result = fairnessOf([ntt(1), starved]);
    expect(result).toEqual({ stp: 1, antt: null, jainFairness: 0.5, minNpRatio: 0 });
  });
});

it('while every slowdown is 1 or more, STP is at most the number of tenants and every fairness at most 1', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 1, maxLength: 24 }),
      (slowdowns) => {
        const { stp, antt, jainFairness, minNpRatio } = fairnessOf(slowdowns.map(ntt));
        expect(stp).toBeLessThanOrEqual(slowdowns.length + 1e-9);
        expect(antt).toBeGreaterThanOrEqual(1);
        expect(jainFairness).toBeLessThanOrEqual(1 + 1e-9);
        expect(jainFairness).toBeGreaterThanOrEqual(1 / slowdowns.length - 1e-9);
        expect(minNpRatio).toBeLessThanOrEqual(1);
      },
    ),
    { seed: 11, numRuns: 200 },
  );
});
