import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../base/clock';
import { createEdf } from '../../scheduling/edf';
import { createFifo } from '../../scheduling/fifo';
import type { Gate } from '../../scheduling/gate';
import type { Policy } from '../../scheduling/policy';
import { queuedRequest as request } from '../../testing/builders';
import { GatedGroup } from './gated-group';
import { boundFor, type IssueRule, issueRuleOf } from './issue-rule';
import { type QueuedRequest, Scheduler, type SchedulerOptions } from './scheduler';

const ONE: IssueRule = { bound: 1, oneOfTenant: false };
const EACH: IssueRule = { bound: Number.POSITIVE_INFINITY, oneOfTenant: true };

function build(given: Partial<SchedulerOptions<QueuedRequest>> = {}) {
  const clock = new VirtualClock();
  const issued: QueuedRequest[] = [];
  const scheduler = new Scheduler({
    executorId: 'x',
    clock,
    policy: createFifo(),
    rule: ONE,
    issue: (one) => issued.push(one),
    ...given,
  });
  const names = () => issued.map(({ tenantId }) => tenantId).join('');
  const end = () => {
    const { inService } = scheduler;
    if (inService !== null) scheduler.release(inService);
  };
  return { clock, scheduler, issued, names, end };
}

describe('scheduler', () => {
  it('issues at once when the executor is free and holds the rest back', () => {
    const { scheduler, names, end } = build();
    scheduler.enqueue(request('a'));
    scheduler.enqueue(request('b'));
    expect(names()).toBe('a');
    expect(scheduler.queued).toBe(1);
    end();
    expect(names()).toBe('ab');
  });

  it('withdraws only the waiting requests of one tenant', () => {
    const { scheduler, names, end } = build();
    for (const tenant of ['a', 'a', 'b', 'a']) scheduler.enqueue(request(tenant));
    expect(scheduler.withdraw('a')).toHaveLength(2);
    expect(scheduler.queuedOf('a')).toBe(0);
    end();
    expect(names()).toBe('ab');
  });

  it('issues nothing once closed', () => {
    const { scheduler, names } = build();
    scheduler.close();
    scheduler.enqueue(request('a'));
    expect(names()).toBe('');
  });

  it('issues as many as its bound in the order of its policy, several of a tenant too', () => {
    const { scheduler, names, end } = build({ rule: { bound: 2, oneOfTenant: false } });
    for (const tenant of ['a', 'a', 'a', 'b']) scheduler.enqueue(request(tenant));
    expect(names()).toBe('aa');
    end();
    expect(names()).toBe('aaa');
  });

  it('issues one of each tenant, the earliest, where segments are chosen', () => {
    const { scheduler, issued, names, end } = build({ rule: EACH, policy: createEdf() });
    scheduler.enqueue(request('a', { arrivedAt: 5, deadlineAt: 50 }));
    scheduler.enqueue(request('a', { arrivedAt: 7, deadlineAt: 10 }));
    scheduler.enqueue(request('a', { arrivedAt: 6, deadlineAt: 60 }));
    scheduler.enqueue(request('b', { deadlineAt: 5 }));
    expect(names()).toBe('ab');
    end();
    expect(names()).toBe('aba');
    expect(issued[2]?.arrivedAt).toBe(6);
  });

  it('changes its policy and bound while requests wait and are in flight, and loses none', () => {
    const { scheduler, names, end } = build();
    scheduler.enqueue(request('a'));
    scheduler.enqueue(request('b', { deadlineAt: 90 }));
    scheduler.enqueue(request('c', { deadlineAt: 20 }));
    scheduler.enqueue(request('d', { deadlineAt: 50 }));
    scheduler.reconfigure(createEdf(), { bound: 2, oneOfTenant: false });
    expect(names()).toBe('ac');
    scheduler.reconfigure(createFifo(), ONE);
    end();
    expect(names()).toBe('ac');
    end();
    expect(names()).toBe('acb');
    end();
    expect(names()).toBe('acbd');
  });

  it('serves those next that arrive while it issues, however deep', () => {
    const { scheduler, names } = build({
      issue: (one) => {
        order.push(one.tenantId);
        if (one.tenantId === 'a') scheduler.enqueue(request('b'));
        scheduler.release(one);
      },
    });
    const order: string[] = [];
    scheduler.enqueue(request('a'));
    expect(order.join('')).toBe('ab');
    expect(names()).toBe('');
    expect(scheduler.inService).toBeNull();
  });

  it('takes out at each scheduling point what waits past its deadline, of tenants that drop late', () => {
    const late: string[] = [];
    const { clock, scheduler, names, end } = build({ onLate: ({ tenantId }) => late.push(tenantId) });
    scheduler.enqueue(request('a'));
    scheduler.enqueue(request('b', { deadlineAt: 10, dropsLate: true }));
    scheduler.enqueue(request('c', { deadlineAt: 10 }));
    scheduler.enqueue(request('d', { deadlineAt: 30, dropsLate: true }));
    clock.advanceTo(20);
    end();
    expect([late.join(''), names()]).toEqual(['b', 'ac']);
  });

  it('tells how much work is in front of an arrival', () => {
    const { clock, scheduler } = build();
    scheduler.enqueue(request('a', { estimatedMs: 10 }));
    scheduler.enqueue(request('b', { estimatedMs: 4 }));
    expect(scheduler.busyMs(0)).toBe(14);
    clock.advanceTo(3);
    expect(scheduler.busyMs(3)).toBe(11);
    expect(scheduler.busyMs(30)).toBe(4);
  });

  it('tells its policy how long each request was served and that it is gone', () => {
    const told: unknown[] = [];
    const policy: Policy = {
      choose: () => 0,
      served: ({ tenantId }, ranMs, now) => told.push([tenantId, ranMs, now]),
      ended: ({ tenantId }) => told.push(tenantId),
    };
    const { clock, scheduler, issued } = build({ policy });
    for (const tenant of ['a', 'b', 'c']) scheduler.enqueue(request(tenant));
    clock.advanceTo(9);
    scheduler.release(issued[0] as QueuedRequest, 8); // it was issued at once
    scheduler.withdraw('c');
    scheduler.release(issued[1] as QueuedRequest); // it followed the first
    expect(told).toEqual([['a', 8, 9], 'a', 'c', 'b']);
  });

  it('counts each choice that led to an issue, and what it took', () => {
    const took: number[] = [];
    let wall = 0;
    const { scheduler, end } = build({
      wallNow: () => {
        wall += 2;
        return wall;
      },
      onDecision: (tookMs) => took.push(tookMs),
    });
    for (const tenant of ['a', 'b', 'c']) scheduler.enqueue(request(tenant));
    end();
    expect(took).toEqual([2, 2]);
  });
});

describe('schedulers of one device', () => {
  /** One request of the whole group at a time, in order of arrival. */
  const oneAtATime = (): Gate & { most: number } => {
    let inFlight = 0;
    const gate = {
      most: 0,
      mayIssue: (one: { arrivedAt: number }, waiting: readonly { arrivedAt: number }[]) =>
        inFlight === 0 && waiting.every(({ arrivedAt }) => one.arrivedAt <= arrivedAt),
      issued: () => {
        inFlight += 1;
        gate.most = Math.max(gate.most, inFlight);
      },
      ended: () => {
        inFlight -= 1;
      },
    };
    return gate;
  };

  it('try again after each end and arrival of any of them', () => {
    const [x, y] = [build(), build()];
    const group = new GatedGroup();
    group.setGate(oneAtATime(), 0);
    x.scheduler.join(group);
    y.scheduler.join(group);
    x.scheduler.enqueue(request('a', { arrivedAt: 1 }));
    y.scheduler.enqueue(request('b', { arrivedAt: 2 }));
    x.scheduler.enqueue(request('c', { arrivedAt: 3 }));
    expect([x.names(), y.names()]).toEqual(['a', '']);
    x.end();
    expect([x.names(), y.names()]).toEqual(['a', 'b']);
    y.end();
    expect([x.names(), y.names()]).toEqual(['ac', 'b']);
  });

  it('go on when one of them leaves with a request in flight, or when the gate is opened', () => {
    const [x, y, z] = [build(), build(), build()];
    const group = new GatedGroup();
    group.setGate(oneAtATime(), 0);
    for (const { scheduler } of [x, y, z]) scheduler.join(group);
    x.scheduler.enqueue(request('a', { arrivedAt: 1 }));
    y.scheduler.enqueue(request('b', { arrivedAt: 2 }));
    z.scheduler.enqueue(request('c', { arrivedAt: 3 }));
    x.scheduler.close();
    expect([x.names(), y.names(), z.names()]).toEqual(['a', 'b', '']);
    group.setGate(null, 0);
    expect(z.names()).toBe('c');
  });

  it('tell a new gate what is in flight', () => {
    const [x, y] = [build(), build()];
    const group = new GatedGroup();
    x.scheduler.join(group);
    y.scheduler.join(group);
    x.scheduler.enqueue(request('a', { arrivedAt: 1 }));
    group.setGate(oneAtATime(), 0);
    y.scheduler.enqueue(request('b', { arrivedAt: 2 }));
    expect(y.names()).toBe('');
    x.end();
    expect(y.names()).toBe('b');
  });

  it('go on when the one that was before them gives up what it waited with', () => {
    const [x, y] = [build(), build()];
    const group = new GatedGroup();
    group.setGate(oneAtATime(), 0);
    y.scheduler.join(group);
    x.scheduler.join(group);
    x.scheduler.enqueue(request('a', { arrivedAt: 0 }));
    x.scheduler.enqueue(request('b', { arrivedAt: 1, deadlineAt: 5, dropsLate: true }));
    y.scheduler.enqueue(request('c', { arrivedAt: 2 }));
    x.scheduler.enqueue(request('d', { arrivedAt: 1 }));
    for (const { clock } of [x, y]) clock.advanceTo(10);
    x.scheduler.withdraw('d');
    x.end(); // y is asked first, while b waits before it; then b is dropped
    expect([x.names(), y.names()]).toEqual(['a', 'c']);
  });

  it('under any interleaving lose no request, run none twice and keep bound and gate', () => {
    const step = fc.record({
      do: fc.constantFrom('arrive', 'arrive', 'end', 'end', 'withdraw', 'rule', 'gate', 'time'),
      at: fc.nat(1),
      tenant: fc.constantFrom('a', 'b', 'c'),
      bound: fc.integer({ min: 1, max: 3 }),
      flag: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const both = [build(), build()] as const;
        const group = new GatedGroup();
        let gate: ReturnType<typeof oneAtATime> | null = null;
        for (const { scheduler } of both) scheduler.join(group);
        let arrived = 0;
        let withdrawn = 0;
        let ended = 0;
        for (const { do: what, at, tenant, bound, flag } of steps) {
          const one = both[at as 0 | 1]; // nat(1)
          if (what === 'arrive') {
            one.scheduler.enqueue(request(tenant, { arrivedAt: arrived, deadlineAt: 100 - arrived }));
            arrived += 1;
          } else if (what === 'end') {
            if (one.scheduler.inService !== null) ended += 1;
            one.end();
          } else if (what === 'withdraw') withdrawn += one.scheduler.withdraw(tenant).length;
          else if (what === 'rule')
            one.scheduler.reconfigure(flag ? createEdf() : createFifo(), { bound, oneOfTenant: at === 1 });
          else if (what === 'gate') {
            gate = flag ? oneAtATime() : null;
            group.setGate(gate, 0);
            if (gate !== null) gate.most = 0;
          } else one.clock.advanceTo(one.clock.now() + bound);
          const held = both.reduce(
            (sum, { scheduler }) => sum + scheduler.queued + scheduler.inFlight.length,
            0,
          );
          expect(held + ended + withdrawn).toBe(arrived);
          expect(gate?.most ?? 0).toBeLessThanOrEqual(1);
        }
        const ids = both.flatMap(({ issued }) => issued.map(({ requestId }) => requestId));
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});

describe('the rule of issue', () => {
  it('is one at a time, and one of each tenant where a preemptive policy chooses segments', () => {
    expect(issueRuleOf({ policy: 'edf', grain: 'inference', inFlight: 'auto' })).toEqual(ONE);
    expect(issueRuleOf({ policy: 'edf', grain: 'segment', inFlight: 'auto' })).toEqual(EACH);
    expect(issueRuleOf({ policy: 'fifo', grain: 'segment', inFlight: 'auto' }).bound).toBe(1);
    expect(issueRuleOf({ policy: 'edf', grain: 'segment', inFlight: 2 })).toEqual({ ...EACH, bound: 2 });
    expect([boundFor(3, EACH), boundFor(0, EACH), boundFor(3, ONE)]).toEqual([3, 1, 1]);
  });
});
