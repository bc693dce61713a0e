/** The choice function of a scheduler: which queued request is issued next. A policy sees requests, never workers. */
import type { Instant } from '../../domain/units';

/** A request that waits. */
export interface QueuedRequest {
  readonly requestId: number;
  readonly tenantId: string;
  readonly arrivedAt: Instant;
  readonly deadlineAt: Instant | null;
}

export interface Policy {
  /**
   * @param queue at least one request, in order of enqueueing.
   * @returns an index into `queue`.
   */
  choose(queue: readonly QueuedRequest[], now: Instant): number;
}
