/**
 * A request of the simulator: what its scheduler and its executor's queue keep of it, and the stamps that it collects. One
 * object from arrival to record, since millions of them are made in a minute.
 */
import type { Outcome, RequestRecord, ServiceStamps } from '../../domain/request';
import { type Instant, instant } from '../../domain/units';
import type { ResourceProfile } from '../../scheduling/gate';
import type { RunEntry } from '../../scheduling/run-queue';
import type { QueuedRequest } from '../scheduling/scheduler';
import type { DeadlineOrigin } from '../workload/deadline';
import type { Arrival } from '../workload/load-generator';
import type { SimulatedTenant } from './simulated-tenant';

/** What a request was triggered by. */
export interface Trigger {
  readonly parentId: number;
  /** Of the pipeline's first request. */
  readonly origin: DeadlineOrigin;
}

export class SimulatedRequest implements QueuedRequest, RunEntry {
  readonly tenantId: string;
  readonly arrivedAt: Instant;
  readonly deadlineAt: Instant | null;
  readonly nextFrameAt: Instant | null;
  priority: number;
  weight: number;
  estimatedMs: number;
  remainingMs: number;
  nextMs: number;
  servedAt: number | null = null;
  profile: ResourceProfile;
  dropsLate: boolean;
  executorId: string;
  issuedAt: Instant | null = null;
  readonly segmentsMs: readonly number[];
  done = 0;
  /** What its compute takes / the median. */
  readonly scale: number;
  startedAt = 0;
  preprocessedAt = 0;
  computedAt = 0;
  preemptedMs = 0;
  /** End of its latest segment. */
  ranUntil = 0;
  /** Whom its completion triggers, one bit each. */
  triggers = 0;

  /** @param trigger null: nothing triggered it. */
  constructor(
    readonly tenant: SimulatedTenant,
    readonly requestId: number,
    { arrivedAt, deadlineAt, nextFrameAt }: Arrival,
    readonly trigger: Trigger | null,
  ) {
    const { config, shape } = tenant;
    this.tenantId = config.id;
    this.arrivedAt = arrivedAt;
    this.deadlineAt = deadlineAt;
    this.nextFrameAt = nextFrameAt;
    this.priority = config.priority;
    this.weight = config.weight;
    this.estimatedMs = shape.estimatedMs;
    this.remainingMs = shape.estimatedMs;
    this.segmentsMs = shape.segmentsMs;
    this.nextMs = shape.segmentsMs[0] ?? 0;
    this.profile = tenant.cost.resource;
    this.dropsLate = config.overload === 'drop-late';
    this.executorId = config.executorId;
    this.scale = shape.nextScale();
  }

  /** What a pipeline's deadlines count from. */
  get origin(): DeadlineOrigin {
    return this.trigger?.origin ?? this;
  }

  /** @param served whether an executor served it to its end. */
  record(outcome: Outcome, endedAt: number, served: boolean): RequestRecord {
    return {
      requestId: this.requestId,
      tenantId: this.tenantId,
      executorId: this.executorId,
      outcome,
      arrivedAt: this.arrivedAt,
      deadlineAt: this.deadlineAt,
      issuedAt: this.issuedAt,
      stamps: served ? this.#stamps(endedAt) : null,
      segmentsAt: null,
      cause: this.tenant.inPipeline
        ? {
            parentId: this.trigger?.parentId ?? this.requestId,
            rootArrivedAt: this.origin.arrivedAt,
            capturedAt: this.origin.arrivedAt,
          }
        : null,
      endedAt: instant(endedAt),
    };
  }

  /** Read-back and decode are one part in the costs: all of it stands as read-back. */
  #stamps(completedAt: number): ServiceStamps {
    return {
      startedAt: instant(this.startedAt),
      preprocessedAt: instant(this.preprocessedAt),
      computedAt: instant(this.computedAt),
      preemptedMs: this.preemptedMs,
      readAt: instant(completedAt),
      completedAt: instant(completedAt),
    };
  }
}
