import { describe, expect, it } from 'vitest';
import { buildCyclicTable } from './cyclic-table';
import type { ReadyRequest, TenantTerms } from './policy';
import { createStaticCyclic } from './static-cyclic';

const terms = (tenantId: string, periodMs: number | null, estimatedMs: number): TenantTerms => ({
  tenantId,
  priority: 1,
  weight: 1,
  estimatedMs,
  periodMs,
});

const request = (tenantId: string, arrivedAt: number): ReadyRequest => ({
  requestId: arrivedAt,
  tenantId,
  arrivedAt,
  deadlineAt: null,
  priority: 1,
  weight: 1,
  estimatedMs: 1,
  remainingMs: 1,
  nextMs: 1,
  servedAt: null,
});

/** "a 0–2, b 2–5, free 5–10" */
const told = (tenants: readonly TenantTerms[]): string => {
  const { cycleMs, slots } = buildCyclicTable(tenants);
  return slots
    .map(
      ({ startMs, tenantId }, index) =>
        `${tenantId ?? 'free'} ${startMs}–${slots[index + 1]?.startMs ?? cycleMs}`,
    )
    .join(', ');
};

describe('a cyclic table', () => {
  it('is EDF over one hyperperiod, preempting at releases, with what is left as free slots', () => {
    const tenants = [terms('a', 10, 2), terms('b', 20, 12), terms('c', null, 5)];
    expect(told(tenants)).toBe('a 0–2, b 2–14, a 14–16, free 16–20');
    expect(told([terms('a', 4, 1), terms('b', 20, 12)])).toBe(
      'a 0–1, b 1–4, a 4–5, b 5–8, a 8–9, b 9–12, a 12–13, b 13–16, a 16–17, free 17–20',
    );
  });

  it('meets at the exact common multiple of periods that are no whole milliseconds', () => {
    const { cycleMs, slots } = buildCyclicTable([terms('a', 1000 / 30, 5), terms('b', 1000 / 50, 5)]);
    expect(cycleMs).toBeCloseTo(100, 9);
    expect(slots.filter(({ tenantId }) => tenantId === 'a')).toHaveLength(3);
  });

  it('rounds periods down to powers of two of the shortest when they have no small common multiple', () => {
    const { cycleMs, slots } = buildCyclicTable([
      terms('a', 10, 1),
      terms('b', 47.777, 1),
      terms('c', 1e6, 1),
    ]);
    expect(cycleMs).toBe(640);
    const count = (id: string) => slots.filter(({ tenantId }) => tenantId === id).length;
    expect([count('a'), count('b'), count('c')]).toEqual([64, 16, 1]);
  });

  it('becomes longer than the hyperperiod when the work does not fit, and keeps all of it', () => {
    expect(told([terms('a', 10, 8), terms('b', 10, 7)])).toBe('a 0–8, b 8–15');
  });

  it('is one free slot without periodic tenants', () => {
    expect(buildCyclicTable([terms('a', null, 3)]).slots).toEqual([{ startMs: 0, tenantId: null }]);
  });

  it('takes 1 ms for an estimate that is not known', () => {
    expect(told([terms('a', 5, 0)])).toBe('a 0–1, free 1–5');
  });
});

describe('the static cyclic policy', () => {
  const tenants = [terms('a', 10, 2), terms('b', 20, 12), terms('c', null, 5)];
  const create = () => createStaticCyclic({ id: 'static-cyclic', tenants, userPolicy: null });
  // a 0–2, b 2–14, a 14–16, free 16–20; the cycle begins at the first arrival, 100
  const all = ['c', 'b', 'a'].map((tenantId) => request(tenantId, 100));

  it.each([
    [100, 'a'],
    [101.9, 'a'],
    [102, 'b'],
    [113, 'b'],
    [114, 'a'],
    [116, 'c'],
    [119.9, 'c'],
    [120, 'a'],
    [1e9 + 102, 'b'],
  ])('serves the tenant of the slot at %d: %s', (now, tenantId) => {
    const policy = create();
    policy.choose(all, 100);
    expect(all[policy.choose(all, now)]?.tenantId).toBe(tenantId);
  });

  it('lets whose slot comes next have the time that nobody uses', () => {
    const policy = create();
    policy.choose(all, 100);
    const without = (tenantId: string) => all.filter((one) => one.tenantId !== tenantId);
    const at = (now: number, ready: readonly ReadyRequest[]) => ready[policy.choose(ready, now)]?.tenantId;
    expect(at(100, without('a'))).toBe('b');
    expect(at(103, without('b'))).toBe('a');
    expect(at(117, without('c'))).toBe('a');
    expect(at(103, [request('c', 103)])).toBe('c');
    expect(at(103, [request('never heard of', 103)])).toBe('never heard of');
  });

  it('serves the earliest arrival of a tenant, and of those without a period', () => {
    const policy = create();
    const ready = [request('a', 105), request('a', 103), request('c', 102), request('d', 101)];
    expect(policy.choose(ready, 101)).toBe(1);
    expect(policy.choose(ready, 118)).toBe(3);
  });
});
