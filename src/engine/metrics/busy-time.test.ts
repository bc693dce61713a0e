import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completedRequest } from '../../testing/builders';
import { BusyTime, utilisationFraction } from './busy-time';

/** Served from and to, in pieces where there are more than two instants. */
const served = (...at: number[]) =>
  completedRequest({
    at: 0,
    partsMs: [0, at[0] ?? 0, 0, (at.at(-1) ?? 0) - (at[0] ?? 0), 0, 0],
    segmentsAt: at.length > 2 ? Float64Array.from(at) : null,
  });

describe('utilisation', () => {
  it('counts service inside the window only, and the request in service now', () => {
    const once = served(10, 30);
    expect(utilisationFraction([once], null, 20, 60)).toBeCloseTo(0.25, 12);
    expect(utilisationFraction([once], 50, 20, 60)).toBeCloseTo(0.5, 12);
    expect(utilisationFraction([once], null, 60, 60)).toBe(0);
  });

  it('counts time once in which several were in service', () => {
    expect(utilisationFraction([served(10, 30), served(20, 40)], 35, 0, 100)).toBeCloseTo(0.9, 12);
  });

  it('leaves the gaps out while a request was preempted', () => {
    expect(utilisationFraction([served(10, 20, 60, 70)], null, 0, 100)).toBeCloseTo(0.2, 12);
    expect(utilisationFraction([served(10, 20, 60, 70), served(20, 60)], null, 0, 100)).toBeCloseTo(0.6, 12);
  });
});

describe('busy time', () => {
  it('is the number of ms in which anybody was served, whatever the order in which it is told', () => {
    const span = fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 60 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), fc.nat(100), fc.nat(200), (spans, from, lengthMs) => {
        const busy = new BusyTime(from);
        for (const [at, ms] of spans) busy.add(served(at, at + ms));
        const until = from + lengthMs;
        const inService = (ms: number) => spans.some(([at, length]) => at <= ms && ms < at + length);
        const told = Array.from({ length: lengthMs }, (_, ms) => from + ms).filter(inService).length;
        expect(busy.until(until, null)).toBeCloseTo(told, 9);
      }),
      { seed: 3 },
    );
  });

  it('stays exact over thousands of requests that follow one another', () => {
    const busy = new BusyTime(0);
    for (let at = 0; at < 60_000; at += 3) busy.add(served(at, at + 1, at + 1, at + 2));
    expect(busy.until(60_000, null)).toBeCloseTo(40_000, 6);
  });
});
