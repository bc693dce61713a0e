/**
 * The only queue between an arrival and an executor. It holds waiting requests, asks its policy which one is next and
 * issues while fewer than its bound are in flight and the gate of its device allows it. Live runs and the simulator share
 * it; it knows neither workers nor metrics.
 */
import { type Instant, instant } from '../../domain/units';
import type { GatedRequest } from '../../scheduling/gate';
import type { Policy, ReadyRequest } from '../../scheduling/policy';
import type { GatedGroup } from './gated-group';
import type { IssueRule } from './issue-rule';

/** A request that waits or is in flight. What can change while it waits is writable; only its scheduler's owner writes. */
export interface QueuedRequest extends ReadyRequest, GatedRequest {
  readonly requestId: number;
  readonly tenantId: string;
  readonly arrivedAt: Instant;
  readonly deadlineAt: Instant | null;
  priority: number;
  weight: number;
  estimatedMs: number;
  remainingMs: number;
  nextMs: number;
  profile: GatedRequest['profile'];
  /** Whether it leaves the queue at the first scheduling point after its deadline. */
  dropsLate: boolean;
  /** Of the scheduler that holds it, which sets it. */
  executorId: string;
  issuedAt: Instant | null;
}

/** A tenant's requests on this executor. */
interface Line<R> {
  /** By arrival, earliest first. */
  readonly waiting: R[];
  inFlight: number;
}

export interface SchedulerOptions<R extends QueuedRequest> {
  readonly executorId: string;
  readonly clock: { now(): number };
  readonly policy: Policy;
  readonly rule: IssueRule;
  /** Hands a request to the executor; it must lead to `release` once, whatever happens. */
  readonly issue: (request: R, issuedAt: Instant) => void;
  /** It waited past its deadline and drops late. It is out of the queue. */
  readonly onLate?: (request: R) => void;
  /** What the choice took that led to an issue, ms. */
  readonly onDecision?: (tookMs: number) => void;
  /** Wall time in ms, for the duration of choices; without it none is told. */
  readonly wallNow?: () => number;
}

export class Scheduler<R extends QueuedRequest = QueuedRequest> {
  readonly executorId: string;
  #policy: Policy;
  #rule: IssueRule;
  /** In order of becoming ready. */
  readonly #waiting: R[] = [];
  readonly #lines = new Map<string, Line<R>>();
  /** In order of issue. */
  readonly #inFlight: R[] = [];
  /** Heads of the lines of tenants without a request in flight; filled anew for each choice. */
  readonly #heads: R[] = [];
  #group: GatedGroup | null = null;
  #dropsLate = 0;
  #lastEndAt = Number.NEGATIVE_INFINITY;
  #open = true;
  #issuing = false;
  /** The choice that holds until something changes or time passes. */
  #next: R | null = null;
  #nextAt = Number.NaN;
  #choiceMs = 0;

  constructor(private readonly options: SchedulerOptions<R>) {
    this.executorId = options.executorId;
    this.#policy = options.policy;
    this.#rule = options.rule;
  }

  get policy(): Policy {
    return this.#policy;
  }

  get queued(): number {
    return this.#waiting.length;
  }

  /** In order of issue. */
  get inFlight(): readonly R[] {
    return this.#inFlight;
  }

  /** Of the requests in flight the one that was issued first, or null. */
  get inService(): R | null {
    return this.#inFlight[0] ?? null;
  }

  queuedOf(tenantId: string): number {
    return this.#lines.get(tenantId)?.waiting.length ?? 0;
  }

  /** The waiting request of a tenant that arrived first, or null. */
  oldestOf(tenantId: string): R | null {
    return this.#lines.get(tenantId)?.waiting[0] ?? null;
  }

  /**
   * Estimated work before a request that arrives now could start, ms: all that waits and what is left of that in flight.
   * Of several in flight, what ran before the last one ended is not known and counts as left.
   */
  busyMs(now: number): number {
    let busyMs = 0;
    for (const request of this.#inFlight) busyMs += request.estimatedMs;
    const since = Math.max(this.#lastEndAt, this.#inFlight[0]?.issuedAt ?? now);
    busyMs = Math.max(0, busyMs - (now - since));
    for (const request of this.#waiting) busyMs += request.estimatedMs;
    return busyMs;
  }

  /** Adds a request and issues what may be issued. The caller has applied the overload rule. */
  enqueue(request: R): void {
    request.executorId = this.executorId;
    this.#waiting.push(request);
    const { waiting } = this.#lineOf(request.tenantId);
    let at = waiting.length;
    while (at > 0 && (waiting[at - 1] as R).arrivedAt > request.arrivedAt) at -= 1; // at − 1 < length
    if (at === waiting.length) waiting.push(request);
    else waiting.splice(at, 0, request);
    if (request.dropsLate) this.#dropsLate += 1;
    this.#changed();
  }

  /** A request in flight has ended. @param ranMs how long it was served; null when it failed. */
  release(request: R, ranMs: number | null = null): void {
    if (!takeOut(this.#inFlight, request)) return;
    this.#lineOf(request.tenantId).inFlight -= 1;
    const now = this.options.clock.now();
    this.#lastEndAt = now;
    if (ranMs !== null) this.#policy.served?.(request, ranMs, now);
    this.#policy.ended?.(request);
    this.#group?.ended(request, now);
    this.#changed();
  }

  /** Takes a waiting request out; it counts as withdrawn for the policy. @returns false when it does not wait here. */
  remove(request: R): boolean {
    if (!this.#waiting.includes(request)) return false;
    this.#takeBack([request]);
    return true;
  }

  /** Takes all waiting requests of a tenant out, in order of arrival: it moves elsewhere or has failed. */
  withdraw(tenantId: string): R[] {
    return this.#takeBack([...(this.#lines.get(tenantId)?.waiting ?? [])]);
  }

  /** Takes all waiting requests out, in order: another executor serves them. */
  withdrawAll(): R[] {
    return this.#takeBack([...this.#waiting]);
  }

  /** @param requests that wait here. Others of the group may have stood behind one of them. */
  #takeBack(requests: R[]): R[] {
    for (const request of requests) {
      this.#take(request);
      this.#policy.ended?.(request);
    }
    if (requests.length > 0) this.#group?.wake(this);
    return requests;
  }

  /** Chooses by other rules from here on; what is in flight stays there. */
  reconfigure(policy: Policy, rule: IssueRule): void {
    if (policy !== this.#policy) this.#policy.dispose?.();
    this.#policy = policy;
    this.#rule = rule;
    this.#changed();
  }

  /** Other terms for what waits of a tenant. */
  revise(tenantId: string, revise: (request: R) => void): void {
    for (const request of this.#lines.get(tenantId)?.waiting ?? []) {
      if (request.dropsLate) this.#dropsLate -= 1;
      revise(request);
      if (request.dropsLate) this.#dropsLate += 1;
    }
    this.#changed();
  }

  /** Shares a device with the schedulers of that group from here on; null: it has none any more. */
  join(group: GatedGroup | null): void {
    if (group === this.#group) return;
    const now = this.options.clock.now();
    this.#group?.leave(this, now);
    this.#group = group;
    if (group === null) return; // its executor ends: there is nothing to issue to
    group.enter(this, now);
    this.#changed();
  }

  /** Stops issuing for good: the executor is gone. */
  close(): void {
    this.#open = false;
    this.join(null);
    this.#policy.dispose?.();
  }

  /** The request that it would issue now if its gate let it; null when there is none or its bound is reached. */
  next(now: number): R | null {
    if (this.#nextAt === now) return this.#next;
    this.#next = this.#choose(now);
    this.#nextAt = now;
    return this.#next;
  }

  /** Issues what its bound and its gate allow. */
  issueWhatMay(): void {
    if (this.#issuing) return; // whoever is at it comes round again
    this.#issuing = true;
    try {
      while (this.#issueOne(instant(this.options.clock.now())));
    } finally {
      this.#issuing = false;
    }
  }

  #issueOne(now: Instant): boolean {
    if (this.#dropsLate > 0) this.#dropWhatIsLate(now);
    const request = this.next(now);
    if (request === null || this.#group?.mayIssue(request, now) === false) return false;
    const tookMs = this.#choiceMs;
    this.#take(request);
    this.#inFlight.push(request);
    this.#lineOf(request.tenantId).inFlight += 1;
    request.issuedAt = now;
    this.#group?.issued(request, now);
    if (this.options.wallNow !== undefined) this.options.onDecision?.(tookMs);
    this.options.issue(request, now);
    return true;
  }

  #choose(now: number): R | null {
    if (!this.#open || this.#inFlight.length >= this.#rule.bound) return null;
    const ready = this.#rule.oneOfTenant ? this.#fillHeads() : this.#waiting;
    if (ready.length === 0) return null;
    const { wallNow } = this.options;
    const askedAt = wallNow?.() ?? 0;
    const chosen = ready[this.#policy.choose(ready, now)];
    if (wallNow !== undefined) this.#choiceMs = wallNow() - askedAt;
    if (chosen === undefined) throw new Error('invariant broken: the policy chose outside the queue');
    return chosen;
  }

  #fillHeads(): readonly R[] {
    const heads = this.#heads;
    heads.length = 0;
    for (const { waiting, inFlight } of this.#lines.values()) {
      if (inFlight === 0 && waiting.length > 0) heads.push(waiting[0] as R); // it has one
    }
    return heads;
  }

  #dropWhatIsLate(now: number): void {
    const late = this.#waiting.filter(
      ({ dropsLate, deadlineAt }) => dropsLate && deadlineAt !== null && deadlineAt < now,
    );
    for (const request of this.#takeBack(late)) this.options.onLate?.(request);
  }

  /** Out of the queue, without a word to the policy. */
  #take(request: R): void {
    takeOut(this.#waiting, request);
    takeOut(this.#lineOf(request.tenantId).waiting, request);
    if (request.dropsLate) this.#dropsLate -= 1;
    this.#nextAt = Number.NaN;
  }

  #changed(): void {
    this.#nextAt = Number.NaN;
    if (this.#group === null) this.issueWhatMay();
    else this.#group.wake(this);
  }

  #lineOf(tenantId: string): Line<R> {
    let line = this.#lines.get(tenantId);
    if (line === undefined) {
      line = { waiting: [], inFlight: 0 };
      this.#lines.set(tenantId, line);
    }
    return line;
  }
}

/** In place and without an array for what was taken out, which `splice` would make. */
function takeOut<T>(from: T[], one: T): boolean {
  if (from[0] === one && from.length > 0) {
    from.shift();
    return true;
  }
  let at = from.indexOf(one);
  if (at < 0) return false;
  for (const last = from.length - 1; at < last; at += 1) from[at] = from[at + 1] as T; // at + 1 < length
  from.pop();
  return true;
}
