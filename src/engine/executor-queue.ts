/**
 * What waits for one executor and what it has in flight: its scheduler, how that chooses, and when both are empty. It knows
 * no workers; whoever owns it hands requests over and tells their ends.
 */
import type { Clock } from '../base/clock';
import type { ServiceStamps } from '../domain/request';
import type { ExecutorConfig } from '../domain/scenario';
import type { Instant } from '../domain/units';
import { ExecutorSchedule, type ScheduleSource } from './executor-schedule';
import type { FlowRequest } from './flow-request';
import { DecisionHistory } from './metrics/decisions';
import { Scheduler } from './scheduling/scheduler';

/** Estimates drift with every request: policies follow them so often at most, ms. */
const ESTIMATES_MS = 1000;

export interface QueueDependencies {
  readonly clock: Clock;
  readonly schedule: ScheduleSource;
  /** Hands a request to the worker; leads to exactly one `release`. */
  readonly onIssue: (request: FlowRequest, issuedAt: Instant) => void;
  /** A request waited past its deadline and is out of the queue. */
  readonly onLate: (request: FlowRequest) => void;
  /** Choices took so long; a wait exceeded what was in flight by so much, or null when that is not known. */
  readonly onDecisions: (tookMs: readonly number[], beyondMs: number | null) => void;
  /** It chooses otherwise from here on: the worker is to know. */
  readonly onSchedule: () => void;
  readonly onPolicyFailed: (message: string) => void;
}

export class ExecutorQueue {
  readonly scheduler: Scheduler<FlowRequest>;
  readonly schedule: ExecutorSchedule;
  readonly decisions = new DecisionHistory();
  readonly #clock: Clock;
  #idleWaiters: (() => void)[] = [];
  #arriving: FlowRequest | null = null;
  #issues = 0;
  #lastEndAt = 0;
  #followedAt = Number.NEGATIVE_INFINITY;

  constructor(
    config: ExecutorConfig,
    private readonly dependencies: QueueDependencies,
  ) {
    const { clock, schedule, onPolicyFailed } = dependencies;
    this.#clock = clock;
    this.schedule = new ExecutorSchedule(config, schedule, {
      onPolicy: () => this.#adoptSchedule(),
      onPolicyFailed,
    });
    this.scheduler = new Scheduler<FlowRequest>({
      executorId: config.id,
      clock,
      policy: this.schedule.policy,
      rule: this.schedule.rule,
      wallNow: () => performance.now(),
      issue: (request, issuedAt) => this.#issue(request, issuedAt),
      onLate: (request) => {
        dependencies.onLate(request);
        this.#wakeIfIdle();
      },
      onDecision: (tookMs) => this.noteDecisions([tookMs], null),
    });
  }

  /** The configuration, its tenants or their terms may be others. */
  followSchedule(config: ExecutorConfig): void {
    this.#followedAt = this.#clock.now();
    if (this.schedule.follow(config)) this.#adoptSchedule();
  }

  /** An estimate may have changed: as `followSchedule`, once in a while. */
  followEstimates(config: ExecutorConfig): void {
    if (this.#clock.now() - this.#followedAt >= ESTIMATES_MS) this.followSchedule(config);
  }

  #adoptSchedule(): void {
    this.scheduler.reconfigure(this.schedule.policy, this.schedule.rule);
    this.dependencies.onSchedule();
  }

  /** Of the scheduler, or of the worker between segments. */
  noteDecisions(tookMs: readonly number[], beyondMs: number | null): void {
    const now = this.#clock.now();
    for (const ms of tookMs) this.decisions.choice(ms, now);
    if (beyondMs !== null) this.decisions.beyond(beyondMs, now);
    this.dependencies.onDecisions(tookMs, beyondMs);
  }

  /** Takes a request in, to be issued when its turn comes. */
  enqueue(request: FlowRequest): void {
    request.behind = this.scheduler.inService === null ? null : this.#issues;
    this.#arriving = request;
    this.scheduler.enqueue(request);
    this.#arriving = null;
  }

  /** Takes all waiting requests of a tenant out, in order of arrival; all of them when no tenant is named. */
  withdraw(tenantId?: string): FlowRequest[] {
    const withdrawn =
      tenantId === undefined ? this.scheduler.withdrawAll() : this.scheduler.withdraw(tenantId);
    this.#wakeIfIdle();
    return withdrawn;
  }

  #issue(request: FlowRequest, issuedAt: Instant): void {
    // Only where one is served after the other is the end of what was in service the earliest possible start.
    const next = request.behind === this.#issues && this.schedule.rule.bound === 1;
    request.nextAfter = next ? this.#lastEndAt : null;
    request.issuedAtOnce = request === this.#arriving;
    this.#issues += 1;
    this.dependencies.onIssue(request, issuedAt);
  }

  /** A request in flight ended. @param stamps null when it failed. */
  release(request: FlowRequest, stamps: ServiceStamps | null): void {
    this.#lastEndAt = stamps?.completedAt ?? this.#clock.now();
    const ranMs = stamps === null ? null : stamps.completedAt - stamps.startedAt - stamps.preemptedMs;
    this.scheduler.release(request, ranMs);
    this.#wakeIfIdle();
  }

  get #idle(): boolean {
    return this.scheduler.inService === null && this.scheduler.queued === 0;
  }

  #wakeIfIdle(): void {
    if (this.#idle) for (const wake of this.#idleWaiters.splice(0)) wake();
  }

  /** Resolves when nothing is in service and nothing waits. */
  whenIdle(): Promise<void> {
    if (this.#idle) return Promise.resolve();
    return new Promise((resolve) => this.#idleWaiters.push(resolve));
  }
}
