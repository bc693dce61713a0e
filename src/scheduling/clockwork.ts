/**
 * Clockwork's rule (Gujarati et al., OSDI 2020): first in, first out, one at a time, and whoever would miss its deadline by
 * prediction is turned away on arrival, so that nobody waits for an answer that comes too late. The prediction is what is
 * queued plus the estimate; the paper takes the p99 of recent times alone instead of a typical one.
 */
import { createFifo } from './fifo';
import type { Policy } from './policy';

export const createClockwork = (): Policy => ({
  ...createFifo(),
  admits: ({ deadlineAt, estimatedMs }, busyMs, now) =>
    deadlineAt === null || now + busyMs + estimatedMs <= deadlineAt,
});
