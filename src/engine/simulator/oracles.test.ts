/** The simulator on small cases that were worked out exactly: orders and finishes under each policy, EDF's feasibility. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestRecord } from '../../domain/request';
import type { ExecutorConfig, TenantConfig, Workload } from '../../domain/scenario';
import { createGate } from '../../scheduling/gates/create-gate';
import { createPolicy } from '../../scheduling/policies';
import { scenario } from '../../testing/builders';
import { cutCost, simulationInput } from '../../testing/simulated';
import { Simulation } from './simulation';

/** One request: arrival, deadline as an instant, priority, segments in ms. */
interface Job {
  readonly arrivedAt: number;
  readonly deadlineAt: number;
  readonly priority: number;
  readonly segmentsMs: readonly number[];
}

const T1: Readonly<Record<string, Job>> = {
  a: { arrivedAt: 0, deadlineAt: 60, priority: 1, segmentsMs: [4, 4, 4, 4, 4, 4] },
  b: { arrivedAt: 1, deadlineAt: 9, priority: 9, segmentsMs: [2, 2] },
  c: { arrivedAt: 2, deadlineAt: 20, priority: 3, segmentsMs: [3, 3, 3] },
};
const T2: Readonly<Record<string, Job>> = {
  a: { arrivedAt: 0, deadlineAt: 22, priority: 3, segmentsMs: [2, 2, 2] },
  b: { arrivedAt: 3, deadlineAt: 24, priority: 9, segmentsMs: [1, 1] },
  c: { arrivedAt: 1, deadlineAt: 28, priority: 9, segmentsMs: [3, 3, 3, 3] },
  d: { arrivedAt: 2, deadlineAt: 8, priority: 1, segmentsMs: [1, 1] },
};

/** When each job ends. @param hopMs from issue to executor. */
function finishes(
  jobs: Readonly<Record<string, Job>>,
  executor: Partial<ExecutorConfig>,
  hopMs = 0,
): Record<string, number> {
  const tenants = Object.entries(jobs).map(([id, { arrivedAt, deadlineAt, priority }]) => {
    const workload: Workload = { kind: 'replayed', offsetsMs: [arrivedAt], loop: false, queueBound: 4 };
    const deadline = { kind: 'fixed', ms: deadlineAt - arrivedAt } as const;
    return [id, 'x', { workload, deadline, priority }] as const;
  });
  const costs = Object.fromEntries(
    Object.entries(jobs).map(([id, { segmentsMs }]) => [id, cutCost(segmentsMs, { hopMs })]),
  );
  const ended: Record<string, number> = {};
  const onRecord = ({ tenantId, endedAt }: RequestRecord) => {
    ended[tenantId] = endedAt;
  };
  const input = simulationInput(scenario(tenants, executor), costs);
  const simulation = new Simulation(input, { createPolicy, createGate, onRecord });
  simulation.start();
  simulation.runUntil(1000);
  return ended;
}

describe('toy oracles', () => {
  it.each([
    ['fifo', 'inference', { a: 24, b: 28, c: 37 }],
    ['shortest-job', 'inference', { a: 24, b: 28, c: 37 }],
    ['round-robin', 'segment', { a: 37, b: 19, c: 29 }],
    ['shortest-remaining', 'segment', { a: 37, b: 8, c: 17 }],
    ['edf', 'segment', { a: 37, b: 8, c: 17 }],
    ['least-laxity', 'segment', { a: 37, b: 8, c: 17 }],
    ['strict-priority', 'segment', { a: 37, b: 8, c: 17 }],
    ['prema', 'segment', { a: 37, b: 8, c: 17 }],
  ] as const)('T1 under %s, per %s', (policy, grain, expected) => {
    expect(finishes(T1, { policy, grain })).toEqual(expected);
  });

  it.each([
    ['fifo', 'inference', { a: 6, b: 22, c: 18, d: 20 }],
    ['round-robin', 'segment', { a: 10, b: 16, c: 22, d: 15 }],
    ['shortest-remaining', 'segment', { a: 10, b: 6, c: 22, d: 4 }],
    ['edf', 'segment', { a: 8, b: 10, c: 22, d: 4 }],
    ['least-laxity', 'segment', { a: 14, b: 19, c: 22, d: 4 }],
    ['strict-priority', 'segment', { a: 20, b: 16, c: 14, d: 22 }],
    ['prema', 'segment', { a: 11, b: 7, c: 22, d: 13 }],
  ] as const)('T2 under %s, per %s', (policy, grain, expected) => {
    expect(finishes(T2, { policy, grain })).toEqual(expected);
  });
});

/** Whole periods in ms, of which 1000 is a multiple; they repeat together after 200. */
const PERIODS = [10, 20, 25, 40, 50, 100];
const task = fc.record({ periodMs: fc.constantFrom(...PERIODS), costMs: fc.integer({ min: 1, max: 30 }) });

interface Task {
  readonly periodMs: number;
  readonly costMs: number;
}

/** Requests that missed the next frame within three common multiples of the periods; each is cut into segments of 1 ms. */
function missesOf(tasks: readonly Task[], policy: ExecutorConfig['policy']): number {
  const names = tasks.map((_, index) => `t${index}`);
  const tenants = tasks.map(({ periodMs }, index) => {
    const workload = { kind: 'periodic', ratePerSecond: 1000 / periodMs, jitterFraction: 0, queueBound: 99 };
    return [
      names[index] ?? '',
      'x',
      { workload, deadline: { kind: 'next-frame' } } as Partial<TenantConfig>,
    ] as const;
  });
  const costs = Object.fromEntries(
    tasks.map(({ costMs }, index) => [names[index], cutCost(Array(costMs).fill(1))]),
  );
  let missed = 0;
  const onRecord = ({ outcome }: RequestRecord) => {
    if (outcome !== 'completed') missed += 1;
  };
  const input = simulationInput(scenario(tenants, { policy, grain: 'segment' }), costs);
  const simulation = new Simulation(input, { createPolicy, createGate, onRecord });
  simulation.start();
  simulation.runUntil(599.5);
  simulation.stopArrivals();
  simulation.runUntil(Number.POSITIVE_INFINITY);
  return missed;
}

describe('preemptive EDF', () => {
  it('sees what reaches the executor at the very instant at which a segment ends', () => {
    const jobs = {
      long: { arrivedAt: 0, deadlineAt: 100, priority: 1, segmentsMs: [2, 2, 2] },
      urgent: { arrivedAt: 2, deadlineAt: 8, priority: 1, segmentsMs: [1] },
    };
    // Issued at 2, it is there at 3, when the first segment ends that began at 1.
    expect(finishes(jobs, { policy: 'edf', grain: 'segment' }, 1)).toEqual({ urgent: 4, long: 8 });
  });

  it('meets every deadline of periodic tenants exactly when their utilisation is at most 1', () => {
    const tasks = fc.array(task, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(tasks, (set) => {
        const utilisation =
          set.reduce((sum, { periodMs, costMs }) => sum + (200 / periodMs) * costMs, 0) / 200;
        expect(missesOf(set, 'edf') === 0).toBe(utilisation <= 1);
      }),
      {
        numRuns: 150,
        seed: 15,
        examples: [
          [
            [
              { periodMs: 20, costMs: 10 },
              { periodMs: 50, costMs: 25 },
            ],
          ],
        ],
      },
    );
  });

  it('does so where first in, first out does not', () => {
    const set = [
      { periodMs: 10, costMs: 5 },
      { periodMs: 50, costMs: 25 },
    ];
    expect(missesOf(set, 'edf')).toBe(0);
    expect(missesOf(set, 'fifo')).toBeGreaterThan(0);
  });
});
