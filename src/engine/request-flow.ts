/**
 * Carries requests from arrival to their record: overload rule, scheduler, executor, outcome, and what a completion triggers.
 * Each arrival ends in exactly one record or is still queued or in flight, so that the accounting identity holds at every
 * instant.
 */
import type { Clock } from '../base/clock';
import { type ErrorReport, reportOf } from '../domain/errors';
import type { Outcome, RequestRecord } from '../domain/request';
import { queueBoundOf } from '../domain/scenario';
import { type Instant, instant } from '../domain/units';
import type { InferReport } from '../protocol/executor-contract';
import { discardHandoff } from '../protocol/handoff';
import type { ResourceProfile } from '../scheduling/gate';
import type { ExecutorSlot } from './executor-slot';
import { type Demand, type Ending, type FlowRequest, recordOf, requestOf } from './flow-request';
import { orderedStamps } from './ordered-stamps';
import type { Pipelines } from './pipelines/pipelines';
import { admissionOf } from './scheduling/admission';
import type { TenantRuntime } from './tenant-runtime';

export interface FlowDependencies {
  readonly clock: Clock;
  readonly pipelines: Pipelines;
  readonly tenant: (tenantId: string) => TenantRuntime | undefined;
  readonly slot: (executorId: string) => ExecutorSlot | undefined;
  readonly resourceOf: (tenant: TenantRuntime) => ResourceProfile;
  readonly onRecord: (record: RequestRecord) => void;
  /** An inference of the tenant failed: it should serve no more. */
  readonly onFailure: (tenant: TenantRuntime, error: ErrorReport) => void;
}

export class RequestFlow {
  #nextRequestId = 1;
  /** When the computer woke last; requests that arrived before that, or that such a one caused, count nowhere. */
  #awokeAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly dependencies: FlowDependencies) {}

  /** The computer slept until now: what is under way ends uncounted, as if nobody had asked for it. */
  awoke(): void {
    this.#awokeAt = this.#now;
  }

  /** Takes an arrival in: it queues, or ends here by the tenant's overload rule. */
  arrive(tenant: TenantRuntime, demand: Demand): void {
    const { slot: slotOf, resourceOf, clock } = this.dependencies;
    tenant.arrived += 1;
    const request = requestOf(tenant, this.#nextRequestId, resourceOf(tenant), demand);
    this.#nextRequestId += 1;
    const slot = slotOf(tenant.residence ?? '');
    if (slot === undefined) {
      this.#endWaiting(tenant, request, 'failed', tenant.config.executorId);
      return;
    }
    const { overload, workload } = tenant.config;
    switch (admissionOf(request, overload, queueBoundOf(workload), slot.scheduler, clock.now())) {
      case 'reject':
        this.#endWaiting(tenant, request, 'rejected', slot.id);
        return;
      case 'drop':
        this.#endWaiting(tenant, request, 'dropped', slot.id);
        return;
      case 'replace':
        this.#dropOldest(tenant, slot);
    }
    slot.queue.enqueue(request);
  }

  /** Hands a request to its executor. Leads to exactly one `release` of the slot's queue. */
  issue(slot: ExecutorSlot, request: FlowRequest, issuedAt: Instant): void {
    const tenant = this.dependencies.tenant(request.tenantId);
    const { host } = slot;
    if (tenant === undefined || host === null) {
      this.#discard(request);
      if (tenant !== undefined) this.#endUnserved(tenant, request, 'failed', slot.id);
      slot.queue.release(request, null);
      return;
    }
    tenant.inFlight += 1;
    const { requestId, tenantId, arrivedAt, deadlineAt, handoff } = request;
    const handOn = this.dependencies.pipelines.wishesFor(tenant, requestId);
    host.infer({ tenantId, requestId, arrivedAt, deadlineAt, handoff, handOn }).then(
      (report) => this.#complete(slot, tenant, request, issuedAt, report),
      (thrown: unknown) => this.#fail(slot, tenant, request, thrown),
    );
  }

  /** It waited past its deadline, and its tenant drops such. */
  dropLate(slot: ExecutorSlot, request: FlowRequest): void {
    const tenant = this.dependencies.tenant(request.tenantId);
    if (tenant === undefined) this.#discard(request);
    else this.#endWaiting(tenant, request, 'dropped', slot.id);
  }

  /** Ends all waiting requests of a tenant as failed: it will not serve them. */
  failWaiting(tenant: TenantRuntime, slot: ExecutorSlot): void {
    for (const request of slot.queue.withdraw(tenant.id))
      this.#endWaiting(tenant, request, 'failed', slot.id);
  }

  /** Takes waiting requests of a tenant back as if they had not arrived: nobody will ask for them. */
  takeBackWaiting(tenant: TenantRuntime, slot: ExecutorSlot): void {
    for (const request of slot.queue.withdraw(tenant.id)) {
      tenant.arrived -= 1;
      this.#discard(request);
    }
  }

  #dropOldest(tenant: TenantRuntime, slot: ExecutorSlot): void {
    const oldest = slot.scheduler.oldestOf(tenant.id);
    if (oldest !== null && slot.scheduler.remove(oldest))
      this.#endWaiting(tenant, oldest, 'dropped', slot.id);
  }

  #complete(
    slot: ExecutorSlot,
    tenant: TenantRuntime,
    request: FlowRequest,
    issuedAt: Instant,
    report: InferReport,
  ): void {
    tenant.inFlight -= 1;
    if (request.arrivedAt < this.#awokeAt) {
      this.#endUncounted(slot, tenant, request, report);
      return;
    }
    const stamps = orderedStamps(issuedAt, report);
    const late = request.deadlineAt !== null && stamps.completedAt > request.deadlineAt;
    // The next request is on its way before this one is counted: an executor should not wait for bookkeeping.
    tenant.generator?.requestEnded();
    slot.queue.release(request, stamps);
    this.#arriveChildren(request, stamps.completedAt, report);
    tenant.noteServed(stamps);
    slot.noteDecisions(report.choicesMs, beyondMs(request, stamps.startedAt, report));
    const { capturedAt } = report;
    const seenAwake = capturedAt !== null && capturedAt >= this.#awokeAt;
    this.#end(tenant, request, {
      outcome: late ? 'late' : 'completed',
      executorId: slot.id,
      endedAt: this.#now,
      stamps,
      report,
      cause: this.dependencies.pipelines.causeOf(request, seenAwake ? instant(capturedAt) : null),
    });
  }

  /** It was served while the computer slept: its times say nothing, and nothing comes of it. */
  #endUncounted(slot: ExecutorSlot, tenant: TenantRuntime, request: FlowRequest, report: InferReport): void {
    this.dependencies.pipelines.forget(request.requestId);
    for (const handoff of report.handoffs.flat()) discardHandoff(handoff);
    tenant.arrived -= 1;
    tenant.generator?.requestEnded();
    slot.queue.release(request, null);
  }

  #arriveChildren(parent: FlowRequest, completedAt: Instant, report: InferReport): void {
    for (const child of this.dependencies.pipelines.completed(parent, completedAt, report)) {
      const tenant = this.dependencies.tenant(child.tenantId);
      if (tenant === undefined) discardHandoff(child.handoff);
      else this.arrive(tenant, child);
    }
  }

  #fail(slot: ExecutorSlot, tenant: TenantRuntime, request: FlowRequest, thrown: unknown): void {
    tenant.inFlight -= 1;
    this.dependencies.pipelines.forget(request.requestId);
    this.#discard(request); // still here when its executor was gone before it was sent
    this.#endUnserved(tenant, request, 'failed', slot.id);
    // A worker that a tenant has left may fail what it still had in hand: the tenant runs on elsewhere.
    const stillThere = this.dependencies.slot(tenant.residence ?? '') === slot;
    if (stillThere) this.dependencies.onFailure(tenant, reportOf(thrown, 'inference-failed'));
    else tenant.generator?.requestEnded();
    slot.queue.release(request, null);
  }

  /** Ends a request that no executor has taken up; whoever asked for it may ask again. */
  #endWaiting(tenant: TenantRuntime, request: FlowRequest, outcome: Outcome, executorId: string): void {
    this.#discard(request);
    this.#endUnserved(tenant, request, outcome, executorId);
    tenant.generator?.requestEnded();
  }

  #endUnserved(tenant: TenantRuntime, request: FlowRequest, outcome: Outcome, executorId: string): void {
    if (request.arrivedAt < this.#awokeAt && outcome !== 'failed') {
      tenant.arrived -= 1; // its deadline passed while nobody could serve it
      return;
    }
    this.#end(tenant, request, { outcome, executorId, endedAt: this.#now });
  }

  #end(tenant: TenantRuntime, request: FlowRequest, ending: Ending): void {
    const record = recordOf(request, ending);
    tenant.recordEnd(record, request.queryId);
    this.dependencies.onRecord(record);
  }

  #discard({ handoff }: FlowRequest): void {
    if (handoff !== null) discardHandoff(handoff);
  }

  get #now(): Instant {
    return instant(this.dependencies.clock.now());
  }
}

/** By how much its wait exceeded what was in flight when it arrived, ms; null unless it was chosen next after that. */
function beyondMs(
  { nextAfter, issuedAtOnce }: FlowRequest,
  startedAt: number,
  { beyondSegmentMs }: InferReport,
): number | null {
  if (beyondSegmentMs !== null) return issuedAtOnce ? beyondSegmentMs : null;
  return nextAfter === null ? null : Math.max(0, startedAt - nextAfter);
}
