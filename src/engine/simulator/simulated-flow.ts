/**
 * Carries requests of a simulation from arrival to record, by the same admission, scheduler and order of events as the
 * engine's request flow; only clock and executor differ. It knows no figures but those of the tenants it tells.
 */
import type { EventClock } from '../../base/event-clock';
import type { Outcome, RequestRecord } from '../../domain/request';
import { queueBoundOf } from '../../domain/scenario';
import { instant } from '../../domain/units';
import { admissionOf } from '../scheduling/admission';
import type { Scheduler } from '../scheduling/scheduler';
import { deadlineOf } from '../workload/deadline';
import type { Arrival } from '../workload/load-generator';
import { SimulatedRequest, type Trigger } from './simulated-request';
import type { SimulatedTenant } from './simulated-tenant';

export class SimulatedFlow {
  #nextRequestId = 1;
  /** Arrivals, and ends of any kind. */
  events = 0;

  constructor(
    private readonly clock: EventClock,
    private readonly schedulers: ReadonlyMap<string, Scheduler<SimulatedRequest>>,
    private readonly onRecord?: (record: RequestRecord) => void,
  ) {}

  schedulerOf({ config }: SimulatedTenant): Scheduler<SimulatedRequest> {
    const scheduler = this.schedulers.get(config.executorId);
    if (scheduler === undefined) throw new Error(`invariant broken: no executor ${config.executorId}`);
    return scheduler;
  }

  arrive(tenant: SimulatedTenant, arrival: Arrival, trigger: Trigger | null): void {
    this.events += 1;
    tenant.arrived += 1;
    const request = new SimulatedRequest(tenant, this.#nextRequestId, arrival, trigger);
    this.#nextRequestId += 1;
    const scheduler = this.schedulerOf(tenant);
    const { workload, overload } = tenant.config;
    const decision = admissionOf(request, overload, queueBoundOf(workload), scheduler, this.clock.now());
    if (decision === 'drop' || decision === 'reject') {
      this.refuse(request, decision === 'drop' ? 'dropped' : 'rejected');
      return;
    }
    const oldest = decision === 'replace' ? scheduler.oldestOf(tenant.config.id) : null;
    if (oldest !== null && scheduler.remove(oldest)) this.refuse(oldest, 'dropped');
    scheduler.enqueue(request);
  }

  /** A request that never reached an executor has ended. */
  refuse(request: SimulatedRequest, outcome: Outcome): void {
    this.events += 1;
    const { tenant } = request;
    this.#tell(tenant, request.record(outcome, this.clock.now(), false));
    tenant.generator?.requestEnded();
  }

  /** An executor has served a request to its end. @param ranMs without its gaps. */
  complete(request: SimulatedRequest, ranMs: number): void {
    this.events += 1;
    const now = this.clock.now();
    const { tenant, deadlineAt } = request;
    tenant.inFlight -= 1;
    tenant.generator?.requestEnded();
    this.schedulerOf(tenant).release(request, ranMs);
    const late = deadlineAt !== null && now > deadlineAt;
    this.#tell(tenant, request.record(late ? 'late' : 'completed', now, true));
    tenant.triggers.forEach((child, index) => {
      if ((request.triggers & (1 << index)) !== 0) this.#trigger(child.tenant, request);
    });
  }

  #tell(tenant: SimulatedTenant, record: RequestRecord): void {
    tenant.window.add(record);
    this.onRecord?.(record);
  }

  /** Of the things that a completion finds one is handed on: pictures are not simulated. */
  #trigger(child: SimulatedTenant, { requestId, origin }: SimulatedRequest): void {
    const { deadline } = child.config;
    const arrivedAt = instant(this.clock.now());
    // A multiple of its own time counts from its own arrival, everything else from the first one.
    const from = deadline.kind === 'alone' ? { ...origin, arrivedAt } : origin;
    const deadlineAt = deadlineOf(deadline, from, () => child.aloneMs);
    const arrival = { arrivedAt, deadlineAt, nextFrameAt: null, queryId: null };
    this.arrive(child, arrival, { parentId: requestId, origin });
  }
}
