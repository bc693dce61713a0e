/** A request on its way through the engine: what its scheduler chooses by, and what its record is made from. */
import type { Outcome, RequestCause, RequestRecord, ServiceStamps } from '../domain/request';
import type { Instant } from '../domain/units';
import type { Handoff, InferReport } from '../protocol/executor-contract';
import type { ResourceProfile } from '../scheduling/gate';
import type { QueuedRequest } from './scheduling/scheduler';
import type { TenantRuntime } from './tenant-runtime';
import type { Arrival } from './workload/load-generator';

/** What asks for an inference: a workload, or the completion of another tenant's request. */
export interface Demand extends Arrival {
  /** Null for a request that nothing triggered. */
  readonly cause?: RequestCause | null;
  readonly handoff?: Handoff | null;
}

export interface FlowRequest extends QueuedRequest {
  readonly nextFrameAt: Instant | null;
  readonly queryId: number | null;
  readonly cause: RequestCause | null;
  readonly handoff: Handoff | null;
  /** Issues of its executor before it arrived there, when somebody was in service then; else null. */
  behind: number | null;
  /** End of what was in service when it arrived, if it was issued next after that; null otherwise. */
  nextAfter: number | null;
  /** It never waited here: what it waited for, it waited for in the executor. */
  issuedAtOnce: boolean;
}

export function requestOf(
  { config, estimatedMs }: TenantRuntime,
  requestId: number,
  profile: ResourceProfile,
  demand: Demand,
): FlowRequest {
  return {
    requestId,
    tenantId: config.id,
    arrivedAt: demand.arrivedAt,
    deadlineAt: demand.deadlineAt,
    nextFrameAt: demand.nextFrameAt,
    queryId: demand.queryId,
    cause: demand.cause ?? null,
    handoff: demand.handoff ?? null,
    priority: config.priority,
    weight: config.weight,
    estimatedMs,
    remainingMs: estimatedMs,
    nextMs: estimatedMs,
    servedAt: null,
    profile,
    dropsLate: config.overload === 'drop-late',
    executorId: config.executorId,
    issuedAt: null,
    behind: null,
    nextAfter: null,
    issuedAtOnce: false,
  };
}

/** Gives a waiting request the terms that its tenant has now. */
export function reviseTerms(request: FlowRequest, { config, estimatedMs }: TenantRuntime): void {
  request.priority = config.priority;
  request.weight = config.weight;
  request.dropsLate = config.overload === 'drop-late';
  request.estimatedMs = estimatedMs;
  request.remainingMs = estimatedMs;
  request.nextMs = estimatedMs;
}

/** How it ended. */
export interface Ending {
  readonly outcome: Outcome;
  readonly executorId: string;
  readonly endedAt: Instant;
  readonly stamps?: ServiceStamps;
  readonly cause?: RequestCause | null;
  /** What its executor told of it; absent when it was not served. */
  readonly report?: Pick<InferReport, 'segmentsAt' | 'issueMs' | 'gpuMs'>;
}

export const recordOf = (request: FlowRequest, ending: Ending): RequestRecord => ({
  requestId: request.requestId,
  tenantId: request.tenantId,
  executorId: ending.executorId,
  outcome: ending.outcome,
  arrivedAt: request.arrivedAt,
  deadlineAt: request.deadlineAt,
  issuedAt: request.issuedAt,
  stamps: ending.stamps ?? null,
  segmentsAt: ending.report?.segmentsAt ?? null,
  issueMs: ending.report?.issueMs ?? null,
  gpuMs: ending.report?.gpuMs ?? null,
  cause: ending.cause ?? request.cause,
  endedAt: ending.endedAt,
});
