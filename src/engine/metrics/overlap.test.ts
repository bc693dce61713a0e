import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RequestRecord } from '../../domain/request';
import { completedRequest } from '../../testing/builders';
import { overlapShares, overlapTimes } from './overlap';

/** Arrives, waits, then is served in one piece. */
const request = (tenantId: string, at: number, waitMs: number, serviceMs: number): RequestRecord =>
  completedRequest({ tenantId, at, partsMs: [waitMs, 0, 0, serviceMs, 0, 0] });
const byLatency = () => 'latency' as const;
const times = (records: readonly RequestRecord[], of: string) =>
  Object.fromEntries(overlapTimes(records, byLatency).get(of) ?? []);

it('who is served while a request waits has that time', () => {
  // a waits 0–6 while b (0–4) and then c (4–6) are served, and is served 6–10 beside nobody.
  const records = [request('a', 0, 6, 4), request('b', 0, 0, 4), request('c', 3, 1, 2)];
  expect(times(records, 'a')).toEqual({ a: 0, b: 4, c: 2 });
});

it('an instant with two others is shared equally', () => {
  const records = [request('a', 0, 0, 10), request('b', 0, 0, 10), request('c', 5, 0, 5)];
  expect(times(records, 'a')).toEqual({ a: 0, b: 7.5, c: 2.5 });
});

it('in the gaps between its segments a tenant is not served', () => {
  const cut = { ...request('b', 0, 0, 10), segmentsAt: Float64Array.of(0, 3, 8, 10) };
  expect(times([request('a', 0, 0, 10), cut], 'a')).toEqual({ a: 0, b: 5 });
});

it('two requests outstanding at once count twice', () => {
  const records = [request('a', 0, 4, 1), request('a', 0, 5, 1), request('b', 0, 0, 4)];
  expect(times(records, 'a')).toEqual({ a: 0, b: 8 });
});

it('a tenant that goes by its service has no overlap while it waits', () => {
  const records = [request('a', 0, 6, 4), request('b', 0, 0, 8)];
  expect(
    overlapTimes(records, () => 'service')
      .get('a')
      ?.get('b'),
  ).toBe(2);
});

it('the shares are those of the delay, largest first', () => {
  const shares = overlapShares(
    new Map([
      ['b', 2],
      ['c', 6],
    ]),
    12,
  );
  expect(shares).toEqual([
    { tenantId: 'c', shareFraction: 0.75, delayMs: 9 },
    { tenantId: 'b', shareFraction: 0.25, delayMs: 3 },
  ]);
});

it('where nothing was delayed or nobody was there, there are no shares', () => {
  expect(overlapShares(new Map([['b', 2]]), 0)).toEqual([]);
  expect(overlapShares(new Map([['b', 0]]), 5)).toEqual([]);
  expect(overlapShares(undefined, 5)).toEqual([]);
});

const anyRequest = fc
  .tuple(
    fc.constantFrom('a', 'b', 'c'),
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: 1, max: 9 }),
  )
  .map(([id, at, waitMs, serviceMs]) => request(id, at, waitMs, serviceMs));

it('for any requests, shares sum to 1 and overlap is no longer than the lives of the requests', () => {
  fc.assert(
    fc.property(fc.array(anyRequest, { minLength: 1, maxLength: 30 }), (records) => {
      for (const [id, overlaps] of overlapTimes(records, byLatency)) {
        const lives = records
          .filter((one) => one.tenantId === id)
          .reduce((sum, one) => sum + one.endedAt - one.arrivedAt, 0);
        const sum = [...overlaps.values()].reduce((all, ms) => all + ms, 0);
        expect(sum).toBeLessThanOrEqual(lives + 1e-9);
        const shares = overlapShares(overlaps, 10);
        if (shares.length > 0) {
          expect(shares.reduce((all, one) => all + one.shareFraction, 0)).toBeCloseTo(1);
          expect(shares.reduce((all, one) => all + one.delayMs, 0)).toBeCloseTo(10);
        }
      }
    }),
    { seed: 3, numRuns: 200 },
  );
});
