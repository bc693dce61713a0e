/**
 * When a request is to be done: the one place that turns a tenant's deadline into an instant, for what arrives by itself and
 * for what a completion triggers. It knows no clock.
 */
import type { Deadline } from '../../domain/scenario';
import { after, type Instant } from '../../domain/units';

/** The arrival that a deadline counts from: the request's own, or that of its pipeline's first request. */
export interface DeadlineOrigin {
  readonly arrivedAt: Instant;
  /** The next scheduled instant of a periodic workload; null for any other. */
  readonly nextFrameAt: Instant | null;
}

/**
 * @param aloneMs mean latency of the tenant alone; null while nobody knows it.
 * @returns null for a request without a deadline.
 */
export function deadlineOf(
  deadline: Deadline,
  { arrivedAt, nextFrameAt }: DeadlineOrigin,
  aloneMs: () => number | null,
): Instant | null {
  switch (deadline.kind) {
    case 'none':
      return null;
    case 'next-frame':
      return nextFrameAt;
    case 'fixed':
      return after(arrivedAt, deadline.ms);
    case 'alone': {
      const alone = aloneMs();
      return alone === null ? null : after(arrivedAt, deadline.factor * alone);
    }
  }
}
