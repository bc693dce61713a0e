/**
 * A place in the scenario where an executor lives: its configuration, the worker that serves it now (if any) and that
 * worker's scheduler. Tries one backend after the other until one starts.
 */
import type { Clock } from '../base/clock';
import type { Machine } from '../domain/backend';
import { EngineError, type ErrorReport, reportOf } from '../domain/errors';
import type { PhaseLimits } from '../domain/recovery';
import type { ExecutorConfig } from '../domain/scenario';
import type { Instant } from '../domain/units';
import { createPolicy } from '../scheduling/policies';
import { backendChoices } from './backend-choice';
import { ExecutorHost, type HostCallbacks, type WorkerHandle } from './executor-host';
import { type QueuedRequest, Scheduler } from './scheduling/scheduler';

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
  /** The executor died by itself, or no backend started. */
  readonly onFailed: (slot: ExecutorSlot, error: ErrorReport) => void;
  readonly onIssue: (slot: ExecutorSlot, request: QueuedRequest, issuedAt: Instant) => void;
}

export class ExecutorSlot {
  readonly scheduler: Scheduler;
  host: ExecutorHost | null = null;
  failure: ErrorReport | null = null;
  /** Set while another worker prepares to take its place; settles then and never rejects. */
  changing: Promise<void> | null = null;
  #starting: Promise<ExecutorHost> | null = null;
  #key = '';
  #idleWaiters: (() => void)[] = [];
  #disposed = false;
  inServiceSince: number | null = null;

  constructor(
    readonly config: ExecutorConfig,
    private readonly dependencies: SlotDependencies,
  ) {
    this.scheduler = new Scheduler(
      dependencies.clock,
      createPolicy({ id: config.policy, tenants: [], userPolicy: null }),
      (request, issuedAt) => {
        this.inServiceSince = dependencies.clock.now();
        dependencies.onIssue(this, request, issuedAt);
      },
    );
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
      const host = this.#spawnHost();
      try {
        const { port1, port2 } = new MessageChannel();
        this.dependencies.onFramePort(this.#key, port2);
        await host.start({ ...choice, reason }, port1);
        if (this.#disposed)
          throw new EngineError('cancelled', `Executor ${this.id} was removed while it started.`);
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
    const { spawn, clock, limits, onChange } = this.dependencies;
    const host: ExecutorHost = new ExecutorHost(
      this.config,
      spawn,
      clock,
      {
        onLoadProgress: (progress) => this.dependencies.onLoadProgress(this, progress),
        onChange,
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
    this.dependencies.onWorkerEnded(this.#key);
  }

  /** The request in service, and since when. */
  get inService(): { readonly tenantId: string; readonly since: number } | null {
    const request = this.scheduler.inService;
    if (request === null || this.inServiceSince === null) return null;
    return { tenantId: request.tenantId, since: this.inServiceSince };
  }

  /** The request in service ended. */
  release(): void {
    this.inServiceSince = null;
    this.scheduler.release();
    if (this.scheduler.inService !== null) return;
    for (const wake of this.#idleWaiters.splice(0)) wake();
  }

  /** Resolves when nothing is in service and nothing waits. */
  whenIdle(): Promise<void> {
    if (this.scheduler.inService === null) return Promise.resolve();
    return new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  /** Ends the executor: waiting requests must have been withdrawn. */
  dispose(): void {
    this.#disposed = true;
    this.scheduler.close();
    if (this.host !== null) this.#releaseWorker();
  }
}
