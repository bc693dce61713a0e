import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICY_IDS, type PolicyId } from '../domain/policy-ids';
import { createPolicy } from './policies';
import type { Policy, ReadyRequest, TenantTerms } from './policy';
import { createStrictPriority } from './strict-priority';

const BUILT_IN = POLICY_IDS.filter((id) => id !== 'user');

const request = (requestId: number, more: Partial<ReadyRequest> = {}): ReadyRequest => ({
  requestId,
  tenantId: `tenant-${requestId}`,
  arrivedAt: requestId,
  deadlineAt: null,
  priority: 1,
  weight: 1,
  estimatedMs: 10,
  remainingMs: 10,
  nextMs: 10,
  servedAt: null,
  ...more,
});

const terms = (tenantId: string, more: Partial<TenantTerms> = {}): TenantTerms => ({
  tenantId,
  priority: 1,
  weight: 1,
  estimatedMs: 10,
  periodMs: null,
  ...more,
});

const made = (id: PolicyId, tenants: readonly TenantTerms[] = []): Policy =>
  createPolicy({ id, tenants, userPolicy: null });

/** One choice of a new policy. */
const chosen = (id: PolicyId, now: number, ready: readonly ReadyRequest[]) => made(id).choose(ready, now);

/** Tenants that always have work, one segment after the other: who was served, in order. */
function backlog(policy: Policy, tenants: readonly Partial<ReadyRequest>[], rounds: number): number[] {
  const ready = tenants.map((more, index) => ({ ...request(index), ...more }));
  let now = 0;
  return Array.from({ length: rounds }, () => {
    const index = policy.choose(ready, now);
    const one = ready[index] as ReadyRequest; // chosen among them
    now += one.nextMs;
    policy.served?.(one, one.nextMs, now);
    ready[index] = { ...one, servedAt: now };
    return index;
  });
}

describe('every built-in policy', () => {
  const fields = fc.record({
    tenantId: fc.constantFrom('a', 'b', 'c', 'd'),
    arrivedAt: fc.integer({ min: 0, max: 100 }),
    deadlineAt: fc.option(fc.integer({ min: -50, max: 200 })),
    priority: fc.integer({ min: 1, max: 9 }),
    weight: fc.constantFrom(0.1, 1, 3, 100),
    estimatedMs: fc.constantFrom(0, 0.001, 5, 1e6),
    remainingMs: fc.constantFrom(0, 2, 1e6),
    nextMs: fc.constantFrom(0, 1),
    servedAt: fc.option(fc.integer({ min: 0, max: 150 })),
  });
  const queues = fc.array(fc.array(fields, { minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 12 });
  const tenants = [terms('a', { periodMs: 20 }), terms('b', { periodMs: 7.3 }), terms('c')];

  it.each(BUILT_IN)('%s chooses a ready request, the same for the same past', (id) => {
    fc.assert(
      fc.property(queues, (all) => {
        const [one, other] = [made(id, tenants), made(id, tenants)];
        all.forEach((more, round) => {
          const ready = more.map((each, index) => request(index, each));
          const index = one.choose(ready, 100 + round);
          expect(ready[index]).toBeDefined();
          expect(other.choose(ready, 100 + round)).toBe(index);
          for (const policy of [one, other]) policy.served?.(ready[index] as ReadyRequest, 3, 103 + round); // it is there
          if (round % 2 === 0)
            for (const policy of [one, other]) policy.ended?.(ready[index] as ReadyRequest); // it is there
        });
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it.each(BUILT_IN)('%s chooses the only one', (id) => {
    expect(chosen(id, 50, [request(3)])).toBe(0);
  });

  it.each(BUILT_IN.filter((id) => id !== 'round-robin' && id !== 'weighted-fair'))(
    '%s prefers the earlier arrival of two that are alike',
    (id) => {
      const alike = [request(1, { arrivedAt: 9 }), request(2, { arrivedAt: 4 })];
      expect(chosen(id, 9, alike)).toBe(1);
    },
  );
});

describe('policies without a memory', () => {
  it.each([
    ['fifo', 'the earliest arrival', [{ arrivedAt: 5 }, { arrivedAt: 3 }, { arrivedAt: 4 }], 1],
    ['edf', 'the nearest deadline', [{ deadlineAt: 90 }, { deadlineAt: 40 }, { deadlineAt: 50 }], 1],
    ['edf', 'one with a deadline before one without', [{ deadlineAt: null }, { deadlineAt: 1e9 }], 1],
    [
      'least-laxity',
      'the least time to spare',
      [
        { deadlineAt: 50, remainingMs: 10 },
        { deadlineAt: 60, remainingMs: 35 },
      ],
      1,
    ],
    ['least-laxity', 'one with a deadline before one without', [{}, { deadlineAt: 1e9 }], 1],
    ['shortest-job', 'the least estimate', [{ estimatedMs: 9 }, { estimatedMs: 8 }], 1],
    ['shortest-remaining', 'the least left', [{ remainingMs: 9 }, { remainingMs: 8, estimatedMs: 90 }], 1],
    ['strict-priority', 'the highest priority', [{ priority: 3 }, { priority: 9 }, { priority: 8 }], 1],
    ['sdrm3', 'what is more urgent', [{ deadlineAt: 120 }, { deadlineAt: 60 }], 1],
    ['sdrm3', 'what is late as it does what is due at once', [{ deadlineAt: 20 }, { deadlineAt: 51 }], 0],
    ['sdrm3', 'what has waited long, with no deadline about', [{ servedAt: 49 }, { servedAt: 10 }], 1],
    // 10 + 0.01 × 940 against 12 + 0.01 × 38
    ['dysta', 'slack beside what is left', [{ deadlineAt: 1000 }, { deadlineAt: 100, remainingMs: 12 }], 1],
    // 20 + 0 against 5 + 0.01 × 145: what is left counts in full, the slack by a hundredth
    [
      'dysta',
      'the least left before the nearest deadline',
      [
        { deadlineAt: 60, remainingMs: 20 },
        { deadlineAt: 200, remainingMs: 5 },
      ],
      1,
    ],
    // without a deadline as if due at 1 + 100 × 10: 10 + 9.41 against 19.4
    ['dysta', 'no deadline as the loosest', [{ arrivedAt: 1 }, { remainingMs: 19.3, deadlineAt: 60 }], 1],
    ['clockwork', 'the earliest arrival', [{ arrivedAt: 5, deadlineAt: 6 }, { arrivedAt: 3 }], 1],
  ] as const)('%s chooses %s', (id, _, all, index) => {
    expect(
      chosen(
        id,
        50,
        all.map((more, at) => request(at, more)),
      ),
    ).toBe(index);
  });

  it('clockwork admits what can be in time by prediction, and whatever has no deadline', () => {
    const { admits } = made('clockwork');
    expect(admits?.(request(0, { deadlineAt: 100 }), 40, 50)).toBe(true);
    expect(admits?.(request(0, { deadlineAt: 100 }), 40.1, 50)).toBe(false);
    expect(admits?.(request(0, { deadlineAt: null }), 1e9, 50)).toBe(true);
  });

  it.each(BUILT_IN.filter((id) => id !== 'clockwork'))('%s admits everything', (id) => {
    expect(made(id).admits).toBeUndefined();
  });
});

describe('round-robin', () => {
  it('serves tenants in turn, however many requests each has', () => {
    const policy = made('round-robin');
    const ready = ['a', 'a', 'a', 'b', 'c', 'c'].map((tenantId, index) => request(index, { tenantId }));
    const served = Array.from({ length: 6 }, () => {
      const [one] = ready.splice(policy.choose(ready, 0), 1) as [ReadyRequest]; // chosen among them
      policy.served?.(one, 1, 0);
      policy.ended?.(one);
      return one.tenantId;
    });
    expect(served.join('')).toBe('abcaca');
  });

  it('keeps a turn that was chosen and not taken', () => {
    const policy = made('round-robin');
    const ready = [request(0), request(1)];
    expect([policy.choose(ready, 0), policy.choose(ready, 1), policy.choose(ready, 2)]).toEqual([0, 0, 0]);
  });

  it('lets nobody wait for more than a turn of each other', () => {
    const order = backlog(made('round-robin'), [{ nextMs: 1 }, { nextMs: 50 }, { nextMs: 3 }, {}], 40);
    for (let at = 0; at + 4 <= order.length; at++) expect(new Set(order.slice(at, at + 4)).size).toBe(4);
  });
});

describe('weighted fair', () => {
  it('shares served time by weight, within one segment, while all have work', () => {
    const tenant = fc.record({
      weight: fc.constantFrom(0.1, 0.5, 1, 2, 3, 7),
      nextMs: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(tenant, { minLength: 2, maxLength: 6 }), (tenants) => {
        const servedMs = tenants.map(() => 0);
        const quantum = Math.max(...tenants.map(({ nextMs, weight }) => nextMs / weight));
        for (const index of backlog(made('weighted-fair'), tenants, 200)) {
          servedMs[index] = (servedMs[index] ?? 0) + (tenants[index]?.nextMs ?? 0);
          const passes = tenants.map(({ weight }, at) => (servedMs[at] ?? 0) / weight);
          expect(Math.max(...passes) - Math.min(...passes)).toBeLessThanOrEqual(quantum * (1 + 1e-9));
        }
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('gives no credit for time away, and takes none for the hop between two requests', () => {
    const policy = made('weighted-fair');
    const [a, b] = [request(0, { tenantId: 'a' }), request(1, { tenantId: 'b' })];
    const serveOf = (ready: readonly ReadyRequest[]) => {
      const one = ready[policy.choose(ready, 0)] as ReadyRequest; // chosen among them
      policy.served?.(one, 10, 0);
      return one.tenantId;
    };
    const both = () => serveOf([a, b]);
    expect([both(), both(), both()].join('')).toBe('aba');
    expect(serveOf([b])).toBe('b'); // a misses one choice: 20 and 20
    expect([both(), both()].join('')).toBe('ab');
    for (let round = 0; round < 5; round++) serveOf([b]); // a is away: 30 against 80
    expect([both(), both(), both(), both()].join('')).toBe('abab');
  });
});

describe('strict priority', () => {
  const waitOf = (policy: Policy, most: number): number | null => {
    const low = request(0, { arrivedAt: 0, priority: 1 });
    for (let now = 0; now < most; now += 10) {
      const ready = [low, request(1 + now, { arrivedAt: now, priority: 9 })];
      if (policy.choose(ready, now) === 0) return now;
    }
    return null;
  };

  it('lets the lowest wait for 8 s beside an endless stream of the highest, not for ever', () => {
    expect(waitOf(made('strict-priority'), 60_000)).toBe(8000);
  });

  it('starves it without ageing', () => {
    expect(waitOf(createStrictPriority(undefined, Number.POSITIVE_INFINITY), 60_000)).toBeNull();
  });
});

describe('PREMA', () => {
  it('counts what a new request brings toward the richest at once', () => {
    const ready = [request(0, { priority: 3, remainingMs: 1 }), request(1, { priority: 9, remainingMs: 99 })];
    expect(chosen('prema', 10, ready)).toBe(1);
  });

  it('hands out tokens once an instant, and forgets who has ended', () => {
    const policy = made('prema');
    const [low, high] = [request(0, { priority: 1, remainingMs: 1 }), request(1, { priority: 3 })];
    for (let again = 0; again < 50; again++) policy.choose([low, high], 2);
    expect(policy.choose([low, high], 2)).toBe(1);
    policy.ended?.(high);
    // 1 + 1 × 25/10 = 3.5 against 3 anew
    expect(policy.choose([low, high], 25)).toBe(0);
  });
});
