/**
 * The only queue between an arrival and an executor. It holds waiting requests, asks its policy which one is next and
 * issues it when the executor is free; it knows neither workers nor metrics.
 */
import type { Clock } from '../../base/clock';
import { type Instant, instant } from '../../domain/units';
import type { Policy } from '../../scheduling/policy';

/** A request that waits. */
export interface QueuedRequest {
  readonly requestId: number;
  readonly tenantId: string;
  readonly arrivedAt: Instant;
  readonly deadlineAt: Instant | null;
}

export class Scheduler {
  #queue: QueuedRequest[] = [];
  #inService: QueuedRequest | null = null;
  #open = true;

  /** @param issue hands a request to the executor; it must lead to `release` once, whatever happens. */
  constructor(
    private readonly clock: Clock,
    private readonly policy: Policy,
    private readonly issue: (request: QueuedRequest, issuedAt: Instant) => void,
  ) {}

  /** The request that the executor works on, or null. */
  get inService(): QueuedRequest | null {
    return this.#inService;
  }

  queuedOf(tenantId: string): number {
    return this.#queue.reduce((count, request) => count + (request.tenantId === tenantId ? 1 : 0), 0);
  }

  get queued(): number {
    return this.#queue.length;
  }

  /** Adds a request and issues at once when the executor is free. The caller has applied the queue bound. */
  enqueue(request: QueuedRequest): void {
    this.#queue.push(request);
    this.#issueNext();
  }

  /** The request in service has ended: issue the next one. */
  release(): void {
    this.#inService = null;
    this.#issueNext();
  }

  /** Takes all waiting requests of a tenant out, in order: it moves elsewhere or has failed. */
  withdraw(tenantId: string): QueuedRequest[] {
    const withdrawn = this.#queue.filter((request) => request.tenantId === tenantId);
    this.#queue = this.#queue.filter((request) => request.tenantId !== tenantId);
    return withdrawn;
  }

  /** Takes all waiting requests out, in order: another executor serves them. */
  withdrawAll(): QueuedRequest[] {
    return this.#queue.splice(0);
  }

  /** Stops issuing for good: the executor is gone. */
  close(): void {
    this.#open = false;
  }

  #issueNext(): void {
    if (!this.#open || this.#inService !== null || this.#queue.length === 0) return;
    const now = instant(this.clock.now());
    const [request] = this.#queue.splice(this.policy.choose(this.#queue.map(ready), now), 1);
    if (request === undefined) throw new Error('invariant broken: the policy chose outside the queue');
    this.#inService = request;
    this.issue(request, now);
  }
}

const ready = (request: QueuedRequest) => ({
  ...request,
  priority: 1,
  weight: 1,
  estimatedMs: 0,
  remainingMs: 0,
  nextMs: 0,
  servedAt: null,
});
