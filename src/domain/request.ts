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
  /** Outputs exist on the backend (GPU backends: the queue has drained). Includes the gaps while it was preempted. */
  readonly computedAt: Instant;
  /** Σ gaps between its segments, ms; 0 for one that ran in one piece. */
  readonly preemptedMs: number;
  /** Outputs are readable on the CPU. */
  readonly readAt: Instant;
  /** Result is decoded. */
  readonly completedAt: Instant;
}

/** What a request of a pipeline goes back to. */
export interface RequestCause {
  /** The request whose completion triggered it; its own id for the first of a pipeline. */
  readonly parentId: number;
  /** Arrival of the pipeline's first request. */
  readonly rootArrivedAt: Instant;
  /** When the picture that all of them look at was taken; null for random tensors. */
  readonly capturedAt: Instant | null;
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
  /** Start and end of each segment, one after the other, ms since the epoch; null when it ran in one piece. */
  readonly segmentsAt: Float64Array | null;
  /** How long the executor's thread was busy issuing it to the GPU, ms; null or absent where nobody measures it. */
  readonly issueMs?: number | null;
  /** GPU time by timestamp queries, ms; `invalid` when they were out of order; null or absent when it was not timed. */
  readonly gpuMs?: number | 'invalid' | null;
  /** Where it stands in a pipeline; null for a request that nothing triggered and that triggers nothing. */
  readonly cause: RequestCause | null;
  /** Instant at which the outcome was known to the engine. */
  readonly endedAt: Instant;
}
