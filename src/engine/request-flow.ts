/**
 * Carries requests from arrival to their record: queue bound, scheduler, executor, outcome. Each arrival ends in
 * exactly one record or is still queued or in flight, so that the accounting identity holds at every instant.
 */
import type { Clock } from '../base/clock';
import { type ErrorReport, reportOf } from '../domain/errors';
import type { Outcome, RequestRecord, ServiceStamps } from '../domain/request';
import { queueBoundOf } from '../domain/scenario';
import { type Instant, instant } from '../domain/units';
import type { InferReport } from '../protocol/executor-contract';
import type { ExecutorSlot } from './executor-slot';
import type { QueuedRequest } from './scheduling/scheduler';
import type { TenantRuntime } from './tenant-runtime';
import type { Arrival } from './workload/load-generator';

export interface FlowDependencies {
  readonly clock: Clock;
  readonly tenant: (tenantId: string) => TenantRuntime | undefined;
  readonly slot: (executorId: string) => ExecutorSlot | undefined;
  readonly onRecord: (record: RequestRecord) => void;
  /** An inference of the tenant failed: it should serve no more. */
  readonly onFailure: (tenant: TenantRuntime, error: ErrorReport) => void;
}

export class RequestFlow {
  #nextRequestId = 1;

  constructor(private readonly dependencies: FlowDependencies) {}

  /** Takes an arrival in: it queues, or is dropped when the tenant's queue is full. */
  arrive(tenant: TenantRuntime, { arrivedAt, deadlineAt }: Arrival): void {
    tenant.arrived += 1;
    const request: QueuedRequest = {
      requestId: this.#nextRequestId,
      tenantId: tenant.id,
      arrivedAt,
      deadlineAt,
    };
    this.#nextRequestId += 1;
    const slot = this.dependencies.slot(tenant.residence ?? '');
    if (slot === undefined) {
      this.#end(tenant, request, 'failed', null, null, tenant.config.executorId);
      return;
    }
    const { workload } = tenant.config;
    const bound = queueBoundOf(workload);
    const full = bound !== null && slot.scheduler.queuedOf(tenant.id) >= bound;
    if (full) this.#end(tenant, request, 'dropped', null, null, slot.id);
    else slot.scheduler.enqueue(request);
  }

  /** Hands a request to its executor. Leads to exactly one `release` of the slot. */
  issue(slot: ExecutorSlot, request: QueuedRequest, issuedAt: Instant): void {
    const tenant = this.dependencies.tenant(request.tenantId);
    const { host } = slot;
    if (tenant === undefined || host === null) {
      if (tenant !== undefined) this.#end(tenant, request, 'failed', issuedAt, null, slot.id);
      slot.release();
      return;
    }
    tenant.inFlight += 1;
    host.infer(request.tenantId, request.requestId).then(
      (report) => this.#complete(slot, tenant, request, issuedAt, report),
      (thrown: unknown) => this.#fail(slot, tenant, request, issuedAt, thrown),
    );
  }

  /** Ends all waiting requests of a tenant as failed: it will not serve them. */
  failWaiting(tenant: TenantRuntime, slot: ExecutorSlot): void {
    for (const request of slot.scheduler.withdraw(tenant.id))
      this.#end(tenant, request, 'failed', null, null, slot.id);
  }

  #complete(
    slot: ExecutorSlot,
    tenant: TenantRuntime,
    request: QueuedRequest,
    issuedAt: Instant,
    report: InferReport,
  ): void {
    tenant.inFlight -= 1;
    const stamps = orderedStamps(issuedAt, report);
    const late = request.deadlineAt !== null && stamps.completedAt > request.deadlineAt;
    // The next request is on its way before this one is counted: an executor should not wait for bookkeeping.
    tenant.generator?.requestEnded();
    slot.release();
    this.#end(tenant, request, late ? 'late' : 'completed', issuedAt, stamps, slot.id);
  }

  #fail(
    slot: ExecutorSlot,
    tenant: TenantRuntime,
    request: QueuedRequest,
    issuedAt: Instant,
    thrown: unknown,
  ): void {
    tenant.inFlight -= 1;
    this.#end(tenant, request, 'failed', issuedAt, null, slot.id);
    // A worker that a tenant has left may fail what it still had in hand: the tenant runs on elsewhere.
    const stillThere = this.dependencies.slot(tenant.residence ?? '') === slot;
    if (stillThere) this.dependencies.onFailure(tenant, reportOf(thrown, 'inference-failed'));
    else tenant.generator?.requestEnded();
    slot.release();
  }

  #end(
    tenant: TenantRuntime,
    request: QueuedRequest,
    outcome: Outcome,
    issuedAt: Instant | null,
    stamps: ServiceStamps | null,
    executorId: string,
  ): void {
    const record: RequestRecord = {
      ...request,
      executorId,
      outcome,
      issuedAt,
      stamps,
      segmentsAt: null,
      cause: null,
      endedAt: instant(this.dependencies.clock.now()),
    };
    tenant.recordEnd(record);
    this.dependencies.onRecord(record);
  }
}

/** The clock offset has an error of some µs: no stamp may lie before the one that caused it. */
function orderedStamps(issuedAt: Instant, report: InferReport): ServiceStamps {
  const startedAt = Math.max(issuedAt, report.startedAt);
  const preprocessedAt = Math.max(startedAt, report.preprocessedAt);
  const computedAt = Math.max(preprocessedAt, report.computedAt);
  const readAt = Math.max(computedAt, report.readAt);
  return {
    startedAt: instant(startedAt),
    preprocessedAt: instant(preprocessedAt),
    computedAt: instant(computedAt),
    readAt: instant(readAt),
    completedAt: instant(Math.max(readAt, report.completedAt)),
    preemptedMs: report.preemptedMs,
  };
}
