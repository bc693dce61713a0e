import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICY_IDS, type PolicyId } from '../domain/policy-ids';
import { createPolicy, isPreemptive } from './policies';
import type { Policy, TenantTerms } from './policy';
import { type RunEntry, RunQueue } from './run-queue';

const BUILT_IN = POLICY_IDS.filter((id) => id !== 'user');

const terms = (tenantId: string, periodMs: number): TenantTerms => ({
  tenantId,
  priority: 1,
  weight: 1,
  estimatedMs: 10,
  periodMs,
});

const made = (id: PolicyId): Policy =>
  createPolicy({ id, tenants: [terms('tenant-0', 10), terms('tenant-1', 15)], userPolicy: null });

describe('a run queue', () => {
  interface Step {
    readonly kind: 'add' | 'serve' | 'withdraw' | 'change';
    readonly pick: number;
    readonly segmentsMs: readonly number[];
  }
  const steps: fc.Arbitrary<readonly Step[]> = fc.array(
    fc.record({
      kind: fc.constantFrom('add', 'add', 'serve', 'serve', 'serve', 'serve', 'withdraw', 'change'),
      pick: fc.nat(1000),
      segmentsMs: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
    }),
    { maxLength: 80 },
  );

  const entryOf = (requestId: number, { segmentsMs, pick }: Step, now: number): RunEntry => {
    const estimatedMs = segmentsMs.reduce((sum, ms) => sum + ms, 0);
    return {
      ...{ requestId, tenantId: `tenant-${pick % 3}`, arrivedAt: now, priority: 1 + (pick % 9), weight: 1 },
      ...{ deadlineAt: pick % 2 === 0 ? now + pick : null, estimatedMs, remainingMs: estimatedMs },
      ...{ nextMs: segmentsMs[0] ?? 0, servedAt: null, segmentsMs, done: 0 },
    };
  };

  /** A policy that also counts what it is told. */
  function counted(id: PolicyId, ended: Map<number, number>): Policy {
    const policy = made(id);
    return {
      ...policy,
      ended(one) {
        ended.set(one.requestId, (ended.get(one.requestId) ?? 0) + 1);
        policy.ended?.(one);
      },
    };
  }

  it.each(BUILT_IN)(
    'under %s never idles with work, loses none, runs each segment once and in order',
    (id) => {
      fc.assert(
        fc.property(steps, (script) => {
          const ended = new Map<number, number>();
          const queue = new RunQueue(counted(id, ended), isPreemptive(id));
          const waiting = new Set<RunEntry>();
          let now = 0;
          let added = 0;
          let started: RunEntry | null = null;
          const serve = () => {
            const entry = queue.choose(now);
            expect(entry === null).toBe(waiting.size === 0);
            if (entry === null) return;
            expect(waiting.has(entry)).toBe(true);
            if (!queue.preemptive && started !== null && waiting.has(started)) expect(entry).toBe(started);
            started = entry;
            const { done, nextMs } = entry;
            expect(nextMs).toBe(entry.segmentsMs[done]);
            now += nextMs;
            const isLast = queue.served(entry, nextMs, now);
            expect(entry.done).toBe(done + 1);
            expect(isLast).toBe(entry.done === entry.segmentsMs.length);
            expect(entry.remainingMs).toBe(
              entry.segmentsMs.slice(entry.done).reduce((sum, ms) => sum + ms, 0),
            );
            if (isLast) waiting.delete(entry);
          };
          for (const step of script) {
            if (step.kind === 'add') {
              added += 1;
              const entry = entryOf(added, step, now);
              waiting.add(entry);
              queue.add(entry);
            } else if (step.kind === 'serve') serve();
            else if (step.kind === 'withdraw') {
              const entry = [...waiting][step.pick % Math.max(1, waiting.size)];
              if (entry === undefined) continue;
              queue.remove(entry);
              queue.remove(entry);
              waiting.delete(entry);
            } else {
              const next = BUILT_IN[step.pick % BUILT_IN.length] ?? 'fifo';
              queue.changePolicy(counted(next, ended), isPreemptive(next));
            }
            expect(queue.size).toBe(waiting.size);
          }
          while (queue.size > 0) serve();
          expect(waiting.size).toBe(0);
          expect([...ended.values()].every((times) => times === 1)).toBe(true);
          expect(ended.size).toBe(added);
        }),
        { seed: 11, numRuns: 60 },
      );
    },
  );

  it('disposes a policy when another takes its place, and not before', () => {
    const told: string[] = [];
    const disposable = (name: string): Policy => ({ choose: () => 0, dispose: () => told.push(name) });
    const first = disposable('first');
    const queue = new RunQueue(first, true);
    queue.changePolicy(first, false);
    expect(told).toEqual([]);
    queue.changePolicy(disposable('second'), true);
    expect(told).toEqual(['first']);
  });

  it('lets a started request run to its end once the policy is not preemptive any more', () => {
    const queue = new RunQueue(made('shortest-remaining'), true);
    const step = (segmentsMs: number[]): Step => ({ kind: 'add', pick: 1, segmentsMs });
    const long = entryOf(1, step([5, 5, 5]), 0);
    queue.add(long);
    queue.served(queue.choose(0) ?? long, 5, 5);
    const short = entryOf(2, step([1, 1]), 5);
    queue.add(short);
    expect(queue.choose(5)).toBe(short);
    queue.served(short, 1, 6);
    queue.changePolicy(made('fifo'), false);
    expect(queue.choose(6)).toBe(short);
    queue.served(short, 1, 7);
    expect(queue.choose(7)).toBe(long);
  });

  it('refuses a policy that chooses outside', () => {
    const queue = new RunQueue({ choose: () => 1 }, true);
    queue.add(entryOf(1, { kind: 'add', pick: 0, segmentsMs: [1] }, 0));
    expect(() => queue.choose(0)).toThrow('the policy chose outside the queue');
  });
});
