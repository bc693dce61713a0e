/**
 * What becomes of an arrival under overload: it queues, it is dropped, the oldest one that waits gives way to it, or it is
 * rejected since it would miss its deadline. A pure rule for live runs and the simulator; it changes no queue.
 */
import type { Overload } from '../../domain/scenario';
import type { QueuedRequest, Scheduler } from './scheduler';

/** `replace`: the tenant's oldest waiting request is dropped and this one queues. */
export type Admission = 'queue' | 'drop' | 'replace' | 'reject';

/**
 * @param queueBound waiting requests of the tenant beyond which `overload` decides; null: any number.
 * Prediction: now + estimated work in front of it + its own estimate is after its deadline (Clockwork's test, Gujarati et
 * al., OSDI 2020). A policy that has a test of its own is asked too.
 */
export function admissionOf<R extends QueuedRequest>(
  request: R,
  overload: Overload,
  queueBound: number | null,
  scheduler: Scheduler<R>,
  now: number,
): Admission {
  const { policy } = scheduler;
  if (overload === 'admit' || policy.admits !== undefined) {
    const busyMs = scheduler.busyMs(now);
    if (overload === 'admit' && missesDeadline(request, busyMs, now)) return 'reject';
    if (policy.admits?.(request, busyMs, now) === false) return 'reject';
  }
  if (queueBound === null || scheduler.queuedOf(request.tenantId) < queueBound) return 'queue';
  if (overload === 'newest-wins') return 'replace';
  return overload === 'drop-late' && isLate(scheduler.oldestOf(request.tenantId), now) ? 'replace' : 'drop';
}

const missesDeadline = ({ deadlineAt, estimatedMs }: QueuedRequest, busyMs: number, now: number): boolean =>
  deadlineAt !== null && now + busyMs + estimatedMs > deadlineAt;

const isLate = (request: QueuedRequest | null, now: number): boolean =>
  request !== null && request.deadlineAt !== null && request.deadlineAt < now;
