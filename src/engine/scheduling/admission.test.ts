import { describe, expect, it } from 'vitest';
import { createFifo } from '../../scheduling/fifo';
import type { Policy } from '../../scheduling/policy';
import { queuedRequest as request } from '../../testing/builders';
import { admissionOf } from './admission';
import { Scheduler } from './scheduler';

/** A scheduler with one request of 10 ms in flight since 0 and these waiting. */
function busy(waiting: Parameters<typeof request>[1][], policy: Policy = createFifo()) {
  const scheduler = new Scheduler({
    executorId: 'x',
    clock: { now: () => 0 },
    policy,
    rule: { bound: 1, oneOfTenant: false },
    issue: () => {},
  });
  scheduler.enqueue(request('other', { estimatedMs: 10 }));
  for (const given of waiting) scheduler.enqueue(request('a', given));
  return scheduler;
}

describe('an arrival under overload', () => {
  it('queues while there is room, whatever the rule', () => {
    const scheduler = busy([{}]);
    for (const overload of ['drop-newest', 'newest-wins', 'drop-late'] as const)
      expect(admissionOf(request('a'), overload, 2, scheduler, 0)).toBe('queue');
    expect(admissionOf(request('a'), 'drop-newest', null, scheduler, 0)).toBe('queue');
  });

  it('at a full queue is dropped, or takes the place of the oldest', () => {
    const scheduler = busy([{ deadlineAt: 5 }, { deadlineAt: 50 }]);
    expect(admissionOf(request('a'), 'drop-newest', 2, scheduler, 0)).toBe('drop');
    expect(admissionOf(request('a'), 'newest-wins', 2, scheduler, 0)).toBe('replace');
    expect(admissionOf(request('a'), 'admit', 2, scheduler, 0)).toBe('drop');
  });

  it('takes the place of one that is late where late ones are dropped', () => {
    const scheduler = busy([{ deadlineAt: 5 }, { deadlineAt: 50 }]);
    expect(admissionOf(request('a'), 'drop-late', 2, scheduler, 5)).toBe('drop');
    expect(admissionOf(request('a'), 'drop-late', 2, scheduler, 5.1)).toBe('replace');
  });

  it('is rejected when it is predicted to end after its deadline, and not at it', () => {
    const scheduler = busy([{ estimatedMs: 6 }]);
    const arrival = (deadlineAt: number | null) => request('a', { estimatedMs: 4, deadlineAt });
    expect(admissionOf(arrival(20), 'admit', 4, scheduler, 0)).toBe('queue');
    expect(admissionOf(arrival(19.9), 'admit', 4, scheduler, 0)).toBe('reject');
    expect(admissionOf(arrival(19.9), 'drop-newest', 4, scheduler, 0)).toBe('queue');
    expect(admissionOf(arrival(null), 'admit', 4, scheduler, 0)).toBe('queue');
  });

  it('is rejected by a policy with a test of its own', () => {
    const asked: number[] = [];
    const policy: Policy = {
      choose: () => 0,
      admits: (_request, busyMs) => {
        asked.push(busyMs);
        return busyMs < 15;
      },
    };
    expect(admissionOf(request('a'), 'drop-newest', 4, busy([], policy), 0)).toBe('queue');
    expect(admissionOf(request('a'), 'drop-newest', 4, busy([{ estimatedMs: 6 }], policy), 0)).toBe('reject');
    expect(asked).toEqual([10, 16]);
  });
});
