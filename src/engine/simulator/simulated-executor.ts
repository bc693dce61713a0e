/**
 * An executor on the virtual clock: takes issued requests, chooses between segments by its own policy as a worker does, and
 * serves one at a time. It knows neither arrivals nor figures.
 */
import type { EventClock } from '../../base/event-clock';
import type { ExecutorConfig } from '../../domain/scenario';
import type { Policy } from '../../scheduling/policy';
import { RunQueue } from '../../scheduling/run-queue';
import type { DeviceShare } from './device-share';
import type { SimulatedRequest } from './simulated-request';

export interface ExecutorEvents {
  /** A segment was chosen to run from now on. */
  readonly onChoice: (request: SimulatedRequest) => void;
  readonly onSegment: () => void;
  /** The request has been served to its end; `ranMs` without its gaps. */
  readonly onServed: (request: SimulatedRequest, ranMs: number) => void;
}

/** How a worker that serves whole inferences takes up what was issued to it. */
const IN_ORDER_OF_ISSUE: Policy = { choose: () => 0 };

export class SimulatedExecutor {
  readonly #queue: RunQueue<SimulatedRequest>;
  readonly #segments: boolean;
  #running: SimulatedRequest | null = null;
  #stepAt = 0;
  #busyMs = 0;
  #busySince = 0;
  /** A choice is due at this instant anyway, once everything else has happened that happens at it. */
  #choosing = false;

  /** @param policy its own instance; only segments are chosen by it. */
  constructor(
    private readonly clock: EventClock,
    grain: ExecutorConfig['grain'],
    { policy, preemptive }: { readonly policy: Policy; readonly preemptive: boolean },
    private readonly share: DeviceShare,
    private readonly events: ExecutorEvents,
  ) {
    this.#segments = grain === 'segment';
    this.#queue = new RunQueue(this.#segments ? policy : IN_ORDER_OF_ISSUE, this.#segments && preemptive);
  }

  /** An issued request has reached it. */
  receive(request: SimulatedRequest): void {
    this.#queue.add(request);
    if (this.#running !== null || this.#choosing) return;
    if (this.#segments) this.#chooseLater();
    else this.#step();
  }

  /** ms in service since the window opened. */
  busyMs(now: number): number {
    return this.#busyMs + (this.#running === null ? 0 : now - this.#busySince);
  }

  openWindow(now: number): void {
    this.#busyMs = 0;
    this.#busySince = now;
  }

  /** Between segments a worker lets go of its thread for a moment: what arrives at the same instant is seen. */
  #chooseLater(): void {
    this.#choosing = true;
    this.clock.set(this.clock.now(), this.#chooseNow);
  }

  readonly #chooseNow = (): void => {
    this.#choosing = false;
    this.#step();
  };

  #step(): void {
    const now = this.clock.now();
    const request = this.#queue.choose(now);
    if (request === null) return;
    this.events.onChoice(request);
    this.#running = request;
    this.#stepAt = now;
    this.#busySince = now;
    const { prepareMs } = request.tenant.shape;
    if (request.done > 0) request.preemptedMs += now - request.ranUntil;
    else {
      request.startedAt = now;
      request.preprocessedAt = now + prepareMs;
    }
    const beforeMs = request.done > 0 ? 0 : prepareMs;
    if (this.share.slope === 0)
      this.clock.set(now + beforeMs + this.#workMs(request) + this.#afterMs(request), this.#end);
    else if (beforeMs > 0) this.clock.set(now + beforeMs, this.#compute);
    else this.#compute();
  }

  /** Alone, of the segment that runs. */
  #workMs({ tenant, done, scale }: SimulatedRequest): number {
    return (tenant.shape.computeMs[done] ?? 0) * scale;
  }

  #afterMs({ tenant: { shape }, done }: SimulatedRequest): number {
    return done === shape.computeMs.length - 1 ? shape.afterMs : 0;
  }

  readonly #compute = (): void => {
    if (this.#running !== null) this.share.begin(this.#workMs(this.#running), this.#computed);
  };

  readonly #computed = (): void => {
    if (this.#running === null) return;
    const afterMs = this.#afterMs(this.#running);
    if (afterMs > 0) this.clock.set(this.clock.now() + afterMs, this.#end);
    else this.#end();
  };

  readonly #end = (): void => {
    const request = this.#running;
    if (request === null) return;
    const now = this.clock.now();
    const ranMs = now - this.#stepAt;
    this.#busyMs += now - this.#busySince;
    this.#running = null;
    request.computedAt = now - this.#afterMs(request);
    request.ranUntil = now;
    const last = this.#queue.served(request, ranMs, now);
    this.events.onSegment();
    this.#choosing = true;
    if (last) this.events.onServed(request, now - request.startedAt - request.preemptedMs);
    this.#choosing = false;
    if (this.#queue.size === 0) return;
    if (this.#segments && this.clock.nextAt <= now) this.#chooseLater();
    else this.#step();
  };
}
