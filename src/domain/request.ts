/**
 * A request: one asked-for inference, from arrival to completion, with every instant that was stamped on its way.
 *
 * arrivedAt ─queueing─► issuedAt ─transport─► startedAt ─service─► completedAt
 * service = preprocess + compute + preempted + readback + decode
 */
import type { Instant } from './units';

/** How a request ended. `late` is a completion after the deadline. */
export type Outcome = 'completed' | 'late' | 'failed' | 'dropped' | 'rejected';

/** Stamps of the executor, already on the engine's clock. */
export interface ServiceStamps {
  /** Executor took the request up. */
  readonly startedAt: Instant;
  /** Input tensor stands ready on the backend. */
  readonly preprocessedAt: Instant;
  /** Outputs exist on the backend (GPU backends: the queue has drained). */
  readonly computedAt: Instant;
  /** Outputs are readable on the CPU. */
  readonly readAt: Instant;
  /** Result is decoded. */
  readonly completedAt: Instant;
}

/** A finished request. Dropped and rejected ones never got beyond `arrivedAt`. */
export interface RequestRecord {
  /** Running number within the engine; unique. */
  readonly requestId: number;
  readonly tenantId: string;
  readonly executorId: string;
  readonly outcome: Outcome;
  /** Open loop: the scheduled instant, not the one at which the timer fired. */
  readonly arrivedAt: Instant;
  readonly deadlineAt: Instant | null;
  readonly issuedAt: Instant | null;
  readonly stamps: ServiceStamps | null;
  /** Instant at which the outcome was known to the engine. */
  readonly endedAt: Instant;
}
