/**
 * One executor as the engine sees it: its worker, its connection and its watchdog. When the worker dies, hangs or
 * loses its device, every pending call rejects and `onEnded` is told once. It knows no requests and no metrics.
 */
import type { Clock } from '../base/clock';
import type { Backend } from '../domain/backend';
import { EngineError, type ErrorCode, type ErrorReport } from '../domain/errors';
import type { GpuMode, KernelProfile } from '../domain/gpu';
import type { ServiceProfile } from '../domain/plan';
import type { PhaseLimits } from '../domain/recovery';
import type { ExecutorConfig } from '../domain/scenario';
import type { ExecutorStatus } from '../domain/snapshot';
import { createDoorbell, ringing } from '../protocol/doorbell';
import type {
  ExecutorContract,
  ExecutorEvents,
  ExecutorMishap,
  InferArgument,
  InferReport,
  LoadArgument,
  MemoryReport,
  ScheduleArgument,
  StartReport,
} from '../protocol/executor-contract';
import { transfersOf } from '../protocol/handoff';
import { type Caller, connect, type Endpoint } from '../protocol/rpc';
import type { BackendChoice } from './backend-choice';
import { estimateClockOffset, onEngineClock, onExecutorClock } from './clock-offset';
import { type LoadNews, LoadTurns } from './load-turns';
import { ModeReports } from './mode-reports';
import { PhaseWatch } from './phase-watch';

/** What the engine needs of a worker. */
export interface WorkerHandle extends Endpoint {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void;
  terminate(): void;
}

export interface HostCallbacks {
  /** The executor is gone for good; called once, not after `dispose`. */
  readonly onEnded: (error: ErrorReport) => void;
  readonly onLoadProgress: (progress: ExecutorEvents['loadProgress']) => void;
  readonly onPlanned: (event: ExecutorEvents['planned']) => void;
  readonly onVerified: (event: ExecutorEvents['verified']) => void;
  /** How a tenant runs on WebGPU was told. @param isOther than before. */
  readonly onMode: (tenantId: string, isOther: boolean) => void;
  readonly onPolicyFailed: (event: ExecutorEvents['policyFailed']) => void;
  readonly onChange: () => void;
  /** It answers: whether time passed unseen is asked before the answer is looked at. */
  readonly onAnswer: () => void;
}

export class ExecutorHost {
  status: ExecutorStatus = { kind: 'starting' };
  report: StartReport | null = null;
  choice: BackendChoice | null = null;
  /** What it starts with, or started with; null before. */
  asked: Backend | null = null;
  startMs: number | null = null;
  clockOffsetMs: number | null = null;
  memory: MemoryReport = { inUseBytes: null, reservedBytes: null };
  readonly modes = new ModeReports();
  /** How often time passed in which nobody could do anything: what spans such a time took nobody knows how long. */
  wakes = 0;
  #disposed = false;
  readonly #watch: PhaseWatch;
  readonly #loads: LoadTurns;
  readonly #worker: WorkerHandle;
  readonly #doorbell = createDoorbell();
  readonly #caller: Caller<ExecutorContract>;

  constructor(
    readonly config: ExecutorConfig,
    spawn: (name: string) => WorkerHandle,
    private readonly clock: Clock,
    private readonly callbacks: HostCallbacks,
    limits: () => PhaseLimits,
  ) {
    const { id } = config;
    this.#worker = spawn(id);
    this.#watch = new PhaseWatch(id, clock, limits, (message) => this.#end('executor-unresponsive', message));
    this.#caller = connect<ExecutorContract, ExecutorEvents>(ringing(this.#worker, this.#doorbell), {
      loadProgress: (progress) => {
        this.#watch.progress(progress);
        callbacks.onLoadProgress(progress);
      },
      planned: (event) => {
        this.#watch.lifeSign();
        callbacks.onPlanned(event);
      },
      mode: (event) => {
        this.#watch.lifeSign();
        callbacks.onMode(event.tenantId, this.modes.told(event));
      },
      verified: callbacks.onVerified,
      policyFailed: callbacks.onPolicyFailed,
      deviceLost: ({ reason }) =>
        this.#end('device-lost', `Executor ${id} lost its device: ${reason}. Retry starts it anew.`),
    });
    this.#loads = new LoadTurns(this.#caller, this.#watch, () => {
      callbacks.onAnswer();
      return this.wakes;
    });
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault?.();
      const why = (event as ErrorEvent).message || 'its script failed'; // ErrorEvent for 'error' on a worker
      this.#crashed(`The worker of ${id} crashed: ${why}.`);
    });
    this.#worker.addEventListener('messageerror', () =>
      this.#crashed(`Executor ${id} sent a message that could not be read.`),
    );
  }

  /** Null when none started yet. */
  get backend(): Backend | null {
    return this.status.kind === 'ready' ? (this.choice?.backend ?? null) : null;
  }

  /** @throws EngineError when the backend does not start; the host is then ended. */
  async start(choice: BackendChoice, framePort: MessagePort): Promise<void> {
    const openedAt = this.clock.now();
    const { wakes } = this;
    this.asked = choice.backend;
    const { id, threads } = this.config;
    const doorbell = this.#doorbell;
    const argument = { executorId: id, backend: choice.backend, threads, framePort, doorbell };
    const watch = this.#watch.open('start');
    try {
      this.report = await this.#caller.call('start', argument, [framePort]);
      this.clockOffsetMs = await estimateClockOffset(this.clock, () => this.#caller.call('clock', null));
    } catch (thrown) {
      this.#end('executor-start-failed', messageOf(thrown));
      throw thrown;
    } finally {
      watch.close();
    }
    this.choice = choice;
    this.callbacks.onAnswer();
    this.startMs = this.wakes === wakes ? this.clock.now() - openedAt : null;
    this.status = { kind: 'ready' };
    this.callbacks.onChange();
  }

  /** As `LoadTurns.load`. */
  load(argument: LoadArgument, signal: AbortSignal): Promise<LoadNews> {
    this.modes.begin(argument.tenantId, argument.mode);
    return this.#loads.load(argument, signal);
  }

  /**
   * Serves a request; instants go out on the executor's clock and come back on the engine's. Several may be under way: a
   * reply to one is a sign of life for all, since one that is preempted takes as long as the others let it.
   */
  async infer(argument: InferArgument): Promise<InferReport> {
    const offsetMs = this.clockOffsetMs ?? 0;
    const call = this.#caller.call(
      'infer',
      onExecutorClock(argument, offsetMs),
      argument.handoff === null ? [] : transfersOf(argument.handoff),
    );
    const { wakes } = this;
    const report = await this.#watch.over('steady', call).finally(() => this.#answered());
    if (this.wakes === wakes) this.#watch.served(report.completedAt - report.startedAt - report.preemptedMs);
    return onEngineClock(report, offsetMs);
  }

  /** How it chooses from its next scheduling point on. */
  schedule(argument: ScheduleArgument): Promise<void> {
    return this.#watch.over('upkeep', this.#caller.call('schedule', argument));
  }

  /** @throws EngineError `inference-failed`. */
  profile(tenantId: string, runs: number): Promise<ServiceProfile> {
    const told = this.#watch.over('upkeep', this.#caller.call('profile', { tenantId, runs }));
    return told.finally(() => this.callbacks.onAnswer());
  }

  /** @throws EngineError when the tenant cannot take it: it keeps the input that it has. */
  setInput(argument: Parameters<ExecutorContract['setInput']>[0]): Promise<void> {
    return this.#watch.over('upkeep', this.#caller.call('setInput', argument));
  }

  /** How a tenant that is loaded runs from its next request on. Other backends than WebGPU have one way only. */
  async setMode(tenantId: string, mode: GpuMode): Promise<void> {
    if (this.backend !== 'webgpu' || !this.modes.ask(tenantId, mode)) return;
    await this.#watch.over('upkeep', this.#caller.call('setMode', { tenantId, mode }));
  }

  /** @throws EngineError `backend-unsuited`. */
  profileKernels(tenantId: string, runs: number): Promise<KernelProfile> {
    return this.#watch.over('upkeep', this.#caller.call('profileKernels', { tenantId, runs }));
  }

  unload(tenantId: string): Promise<void> {
    this.modes.forget(tenantId);
    return this.#watch.over('upkeep', this.#caller.call('unload', { tenantId }));
  }

  lastResult(tenantId: string) {
    return this.#watch.over('upkeep', this.#caller.call('lastResult', { tenantId }));
  }

  async refreshMemory(): Promise<void> {
    this.memory = await this.#watch.over('upkeep', this.#caller.call('memory', null));
  }

  /** Brings a failure about that the executor can bring about itself. @throws EngineError when it cannot. */
  mishap(argument: ExecutorMishap): Promise<void> {
    return this.#watch.over('upkeep', this.#caller.call('mishap', argument));
  }

  /** Ends the worker without a word, as when the browser kills it. */
  kill(): void {
    this.#crashed(`The worker of ${this.config.id} was killed (injected).`);
  }

  /** Limits were changed: they hold for what is under way too. */
  limitsChanged(): void {
    this.#watch.limitsChanged();
  }

  /** Time passed in which nobody could do anything: every wait starts anew. */
  awoke(): void {
    this.wakes += 1;
    this.#watch.lifeSign();
  }

  #answered(): void {
    this.callbacks.onAnswer();
    this.#watch.answered();
  }

  /** Ends the worker at once; its memory returns to the system. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#watch.closeAll();
    this.#caller.dispose();
    this.#worker.terminate();
  }

  #crashed(what: string): void {
    this.#end('executor-crashed', `${what} Retry starts a new one.`);
  }

  #end(code: ErrorCode, message: string): void {
    if (this.#disposed || this.status.kind === 'failed') return;
    const error: ErrorReport = { code, message };
    this.status = { kind: 'failed', error };
    this.#watch.closeAll();
    this.#caller.fail(code, () => message);
    this.#worker.terminate();
    this.callbacks.onEnded(error);
  }
}

const messageOf = (thrown: unknown): string =>
  thrown instanceof EngineError || thrown instanceof Error ? thrown.message : String(thrown);
