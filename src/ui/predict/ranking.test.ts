import { describe, expect, it } from 'vitest';
import type { PolicyId } from '../../domain/policy-ids';
import type { SweepResult } from '../../domain/simulation';
import { ranked, worthTrying } from './ranking';

const distribution = { n: 0, mean: null, p50: null, p90: null, p95: null, p99: null, max: null };

/** A result with the deadline hits of its two tenants and its ANTT. */
function result(
  policy: PolicyId,
  hits: readonly (number | null)[],
  antt: number | null,
  rate = 10,
): SweepResult {
  const tenants = hits.map((deadlineHitFraction, index) => ({
    id: 'ab'.charAt(index),
    throughputPerSecond: rate,
    latencyMs: distribution,
    slowdown: null,
    deadlineHitFraction,
  }));
  const totals = { throughputPerSecond: rate, stp: null, antt, jainFairness: null, minNpRatio: null };
  const prediction = { tenants, totals } as unknown as SweepResult['prediction']; // what is read here
  return { choice: { policy, grain: 'inference', gate: 'free-for-all' }, prediction };
}

const policies = (results: readonly (SweepResult | null)[]) => results.map((one) => one?.choice.policy);

describe('the order of the combinations', () => {
  const results = [
    result('fifo', [0.2, 1], 3),
    result('edf', [0.9, 0.8], 2),
    result('prema', [null, null], null),
    result('dysta', [0.9, 0.5], 1),
  ];

  it('goes by the tenant that fares worst, best first', () => {
    const order = { column: 'worst-hits', tenantId: 'a', bestFirst: true } as const;
    expect(policies(ranked(results, order))).toEqual(['edf', 'dysta', 'fifo', 'prema']);
  });

  it('leaves what has no figure last either way', () => {
    const order = { column: 'antt', tenantId: 'a', bestFirst: false } as const;
    expect(policies(ranked(results, order))).toEqual(['fifo', 'edf', 'dysta', 'prema']);
    expect(policies(ranked(results, { ...order, bestFirst: true }))).toEqual([
      'dysta',
      'edf',
      'fifo',
      'prema',
    ]);
  });

  it('keeps the table’s order among equals, for the tenant that was chosen', () => {
    const order = { column: 'hits', tenantId: 'a', bestFirst: true } as const;
    expect(policies(ranked(results, order))).toEqual(['edf', 'dysta', 'fifo', 'prema']);
  });
});

describe('the combination worth trying', () => {
  it('meets most deadlines, then costs least', () => {
    const alike = [
      result('edf', [0.99, 1], 2.5),
      result('prema', [0.992, 1], 1.5),
      result('fifo', [0.1, 1], 1),
    ];
    expect(worthTrying(alike)?.choice.policy).toBe('prema');
  });

  it('goes by throughput while nobody has a baseline', () => {
    const bare = [result('fifo', [null], null, 10), result('edf', [null], null, 12)];
    expect(worthTrying(bare)?.choice.policy).toBe('edf');
  });

  it('lets nobody starve: a combination without an ANTT stands behind those that have one', () => {
    const starving = [result('edf', [0], null, 99), result('fifo', [0], 4, 10)];
    expect(worthTrying(starving)?.choice.policy).toBe('fifo');
  });

  it('is none of none', () => {
    expect(worthTrying([])).toBeNull();
  });
});
