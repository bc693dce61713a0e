/**
 * A place in the scenario where an executor lives: its configuration, the worker that serves it now (if any) and the queue of
 * that worker. Tries one backend after the other until one starts.
 */
import type { Clock } from '../base/clock';
import type { Machine } from '../domain/backend';
import { EngineError, type ErrorReport, reportOf } from '../domain/errors';
import type { PhaseLimits } from '../domain/recovery';
import type { ExecutorConfig } from '../domain/scenario';
import type { Instant } from '../domain/units';
import { backendChoices } from './backend-choice';
import type { DeviceGroups } from './device-groups';
import { ExecutorHost, type HostCallbacks, type WorkerHandle } from './executor-host';
import { ExecutorQueue, type QueueDependencies } from './executor-queue';
import type { ScheduleSource } from './executor-schedule';
import type { FlowRequest } from './flow-request';
import type { Scheduler } from './scheduling/scheduler';
import { whyNoContext } from './webgl-contexts';

export interface SlotDependencies {
  readonly clock: Clock;
  readonly machine: () => Machine;
  readonly spawn: (name: string) => WorkerHandle;
  readonly limits: () => PhaseLimits;
  /** Every worker that there is: each slot enters its own and takes it out again. */
  readonly hosts: Set<ExecutorHost>;
  /** A name for a worker that no other worker of this playground has. */
  readonly nextWorkerKey: (executorId: string) => string;
  /** A frame port for the UI; `key` is unique per worker. */
  readonly onFramePort: (key: string, port: MessagePort) => void;
  readonly onWorkerEnded: (key: string) => void;
  readonly onLoadProgress: (
    slot: ExecutorSlot,
    progress: Parameters<HostCallbacks['onLoadProgress']>[0],
  ) => void;
  readonly onChange: () => void;
  /** As `HostCallbacks.onAnswer`. */
  readonly onAnswer: () => void;
  /** The executor died by itself, or no backend started. */
  readonly onFailed: (slot: ExecutorSlot, error: ErrorReport) => void;
  readonly onIssue: (slot: ExecutorSlot, request: FlowRequest, issuedAt: Instant) => void;
  /** A request waited past its deadline and is out of the queue. */
  readonly onLate: (slot: ExecutorSlot, request: FlowRequest) => void;
  readonly onDecisions: QueueDependencies['onDecisions'];
  readonly onPlanned: (slot: ExecutorSlot, event: Parameters<HostCallbacks['onPlanned']>[0]) => void;
  /** How a tenant of its worker runs was told. @param isOther than before. */
  readonly onMode: (slot: ExecutorSlot, tenantId: string, isOther: boolean) => void;
  readonly onVerified: HostCallbacks['onVerified'];
  readonly onPolicyFailed: (slot: ExecutorSlot, message: string) => void;
  readonly schedule: ScheduleSource;
  readonly groups: DeviceGroups;
}

export class ExecutorSlot {
  readonly queue: ExecutorQueue;
  host: ExecutorHost | null = null;
  failure: ErrorReport | null = null;
  /** Set while another worker prepares to take its place; settles then and never rejects. */
  changing: Promise<void> | null = null;
  #config: ExecutorConfig;
  #starting: Promise<ExecutorHost> | null = null;
  #key = '';
  #disposed = false;

  constructor(
    config: ExecutorConfig,
    private readonly dependencies: SlotDependencies,
  ) {
    this.#config = config;
    this.queue = new ExecutorQueue(config, {
      ...dependencies,
      onIssue: (request, issuedAt) => dependencies.onIssue(this, request, issuedAt),
      onLate: (request) => dependencies.onLate(this, request),
      onPolicyFailed: (message) => dependencies.onPolicyFailed(this, message),
      onSchedule: () => {
        if (this.host?.status.kind === 'ready') this.#tellWorker(this.host);
        dependencies.onChange();
      },
    });
  }

  get config(): ExecutorConfig {
    return this.#config;
  }

  get scheduler(): Scheduler<FlowRequest> {
    return this.queue.scheduler;
  }

  /** Chooses by another configuration from here on; backend and threads must be the same. */
  reschedule(config: ExecutorConfig): void {
    this.#config = config;
    this.followSchedule();
  }

  /** Its tenants or their terms may be others: tells scheduler and worker if that makes a difference. */
  followSchedule(): void {
    this.queue.followSchedule(this.#config);
  }

  /** What a request that it served told of its choices. Its estimate may be another one now. */
  noteDecisions(tookMs: readonly number[], beyondMs: number | null): void {
    this.queue.noteDecisions(tookMs, beyondMs);
    this.queue.followEstimates(this.#config);
  }

  #tellWorker(host: ExecutorHost): void {
    host.schedule(this.queue.schedule.argument).catch(() => {}); // one that dies is told again when it starts anew
  }

  get id(): string {
    return this.config.id;
  }

  /** Starts the executor unless it runs. @throws EngineError when no backend starts. */
  ensureStarted(): Promise<ExecutorHost> {
    if (this.host?.status.kind === 'ready') return Promise.resolve(this.host);
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  async #start(): Promise<ExecutorHost> {
    this.failure = null;
    let failure: ErrorReport = {
      code: 'executor-start-failed',
      message: `Executor ${this.id} has no backend.`,
    };
    for (const choice of backendChoices(this.config.backend, this.dependencies.machine())) {
      const reason =
        failure.code === 'executor-start-failed' ? choice.reason : `${choice.reason} (${failure.message})`;
      const full = whyNoContext(this.dependencies.hosts, choice.backend);
      if (full !== null) {
        failure = { code: 'backend-unavailable', message: full };
        continue;
      }
      const host = this.#spawnHost();
      try {
        const { port1, port2 } = new MessageChannel();
        this.dependencies.onFramePort(this.#key, port2);
        await host.start({ ...choice, reason }, port1);
        if (this.#disposed)
          throw new EngineError('cancelled', `Executor ${this.id} was removed while it started.`);
        this.#tellWorker(host);
        this.dependencies.groups.place(this.scheduler, host.backend);
        return host;
      } catch (thrown) {
        failure = reportOf(thrown, 'executor-start-failed');
        this.#releaseWorker();
        if (this.#disposed) break;
      }
    }
    this.failure = failure;
    if (!this.#disposed) this.dependencies.onFailed(this, failure);
    throw new EngineError(failure.code, failure.message);
  }

  #spawnHost(): ExecutorHost {
    this.#key = this.dependencies.nextWorkerKey(this.id);
    const { spawn, clock, limits, onChange, onAnswer } = this.dependencies;
    const host: ExecutorHost = new ExecutorHost(
      this.config,
      spawn,
      clock,
      {
        onLoadProgress: (progress) => this.dependencies.onLoadProgress(this, progress),
        onPlanned: (event) => this.dependencies.onPlanned(this, event),
        onMode: (tenantId, isOther) => this.dependencies.onMode(this, tenantId, isOther),
        onVerified: this.dependencies.onVerified,
        onPolicyFailed: ({ message }) => this.queue.schedule.failed(message),
        onChange,
        onAnswer,
        onEnded: (error) => this.#onHostEnded(host, error),
      },
      limits,
    );
    this.host = host;
    this.dependencies.hosts.add(host);
    return host;
  }

  #onHostEnded(host: ExecutorHost, error: ErrorReport): void {
    if (this.host !== host || this.#starting !== null) return; // a failed start is #start's own business
    this.failure = error;
    this.#releaseWorker();
    this.dependencies.onFailed(this, error);
  }

  #releaseWorker(): void {
    if (this.host !== null) this.dependencies.hosts.delete(this.host);
    this.host?.dispose();
    this.host = null;
    this.dependencies.groups.place(this.scheduler, null);
    this.dependencies.onWorkerEnded(this.#key);
  }

  /** The request that was issued first of those in flight, and since when. */
  get inService(): { readonly tenantId: string; readonly since: number } | null {
    const request = this.scheduler.inService;
    return request === null ? null : { tenantId: request.tenantId, since: request.issuedAt ?? 0 };
  }

  /** Since when the request has been in flight that was issued first of those that are; null when none is. */
  get inServiceSince(): number | null {
    return this.inService?.since ?? null;
  }

  /** Ends the executor: waiting requests must have been withdrawn. */
  dispose(): void {
    this.#disposed = true;
    this.scheduler.close();
    if (this.host !== null) this.#releaseWorker();
  }
}
