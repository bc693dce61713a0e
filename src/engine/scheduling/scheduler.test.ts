import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../base/clock';
import { instant } from '../../domain/units';
import { createFifo } from '../../scheduling/fifo';
import { type QueuedRequest, Scheduler } from './scheduler';

let id = 0;
const request = (tenantId: string, arrivedAt = 0): QueuedRequest => {
  id += 1;
  return { requestId: id, tenantId, arrivedAt: instant(arrivedAt), deadlineAt: null };
};

function build() {
  const issued: string[] = [];
  const scheduler = new Scheduler(new VirtualClock(), createFifo(), ({ tenantId }) => issued.push(tenantId));
  return { scheduler, issued };
}

describe('scheduler', () => {
  it('issues at once when the executor is free and holds the rest back', () => {
    const { scheduler, issued } = build();
    scheduler.enqueue(request('a'));
    scheduler.enqueue(request('b'));
    expect(issued).toEqual(['a']);
    expect(scheduler.queued).toBe(1);
    scheduler.release();
    expect(issued).toEqual(['a', 'b']);
  });

  it('withdraws only the waiting requests of one tenant', () => {
    const { scheduler, issued } = build();
    for (const tenant of ['a', 'a', 'b', 'a']) scheduler.enqueue(request(tenant));
    expect(scheduler.withdraw('a')).toHaveLength(2);
    scheduler.release();
    expect(issued).toEqual(['a', 'b']);
  });

  it('issues nothing once closed', () => {
    const { scheduler, issued } = build();
    scheduler.close();
    scheduler.enqueue(request('a'));
    expect(issued).toEqual([]);
  });
});
