/**
 * One executor as the engine sees it: its worker, its connection and its watchdog. When the worker dies, hangs or
 * loses its device, every pending call rejects and `onEnded` is told once. It knows no requests and no metrics.
 */
import type { Clock } from '../base/clock';
import type { Backend } from '../domain/backend';
import { EngineError, type ErrorCode, type ErrorReport } from '../domain/errors';
import type { ExecutorConfig } from '../domain/scenario';
import type { ExecutorStatus } from '../domain/snapshot';
import type {
  ExecutorContract,
  ExecutorEvents,
  InferReport,
  LoadArgument,
  LoadReport,
  MemoryReport,
  StartReport,
} from '../protocol/executor-contract';
import { type Caller, connect, type Endpoint } from '../protocol/rpc';
import type { BackendChoice } from './backend-choice';
import { estimateClockOffset } from './clock-offset';
import { unlessGivenUp } from './transit';
import { Turns } from './turns';
import { type Phase, Watchdog } from './watchdog';

/** What the engine needs of a worker. */
export interface WorkerHandle extends Endpoint {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void;
  terminate(): void;
}

/** How long a phase may take before its executor counts as hung, ms. */
export interface PhaseLimits {
  readonly startMs: number;
  /** Download, parse and first inference of one model, without progress. */
  readonly loadMs: number;
  /** A request in service: this, or the longest of the two below. */
  readonly steadyMs: number;
  /** × the slowest service so far. */
  readonly steadyFactor: number;
  /** × the slowest first inference so far, which on GPU backends includes compilation. */
  readonly firstInferenceFactor: number;
}

export const PHASE_LIMITS: PhaseLimits = {
  startMs: 60_000,
  loadMs: 120_000,
  steadyMs: 5_000,
  steadyFactor: 20,
  firstInferenceFactor: 3,
};

export interface HostCallbacks {
  /** The executor is gone for good; called once, not after `dispose`. */
  readonly onEnded: (error: ErrorReport) => void;
  readonly onLoadProgress: (progress: ExecutorEvents['loadProgress']) => void;
  readonly onChange: () => void;
}

export class ExecutorHost {
  status: ExecutorStatus = { kind: 'starting' };
  report: StartReport | null = null;
  choice: BackendChoice | null = null;
  startMs: number | null = null;
  clockOffsetMs: number | null = null;
  memory: MemoryReport = { inUseBytes: null, reservedBytes: null };
  #slowestServiceMs = 0;
  #slowestFirstInferenceMs = 0;
  #loading = 0;
  #disposed = false;
  /** One load at a time: they would only slow one another, and each keeps a model's bytes twice. */
  readonly #turns = new Turns();
  readonly #watchdog: Watchdog;
  readonly #worker: WorkerHandle;
  readonly #caller: Caller<ExecutorContract>;

  constructor(
    readonly config: ExecutorConfig,
    spawn: (name: string) => WorkerHandle,
    private readonly clock: Clock,
    private readonly callbacks: HostCallbacks,
    private readonly limits: PhaseLimits = PHASE_LIMITS,
  ) {
    this.#worker = spawn(config.id);
    this.#watchdog = new Watchdog(
      clock,
      (phase) => this.#limitMs(phase),
      (phase, limitMs) =>
        this.#end(
          'executor-unresponsive',
          `Executor ${config.id} gave no answer for ${Math.round(limitMs / 100) / 10} s (${PHASE_WORDS[phase]}) and was ended. Retry starts a new one, or try another backend.`,
        ),
    );
    this.#caller = connect<ExecutorContract, ExecutorEvents>(this.#worker, {
      loadProgress: (progress) => {
        this.#watchdog.lifeSign();
        callbacks.onLoadProgress(progress);
      },
      deviceLost: ({ reason }) =>
        this.#end('device-lost', `Executor ${config.id} lost its device: ${reason}. Retry starts it anew.`),
    });
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault?.();
      const why = (event as ErrorEvent).message || 'its script failed'; // ErrorEvent for 'error' on a worker
      this.#end(
        'executor-crashed',
        `The worker of executor ${config.id} crashed: ${why}. Retry starts a new one.`,
      );
    });
    this.#worker.addEventListener('messageerror', () =>
      this.#end(
        'executor-crashed',
        `Executor ${config.id} sent a message that could not be read. Retry starts a new one.`,
      ),
    );
  }

  /** Null when none started yet. */
  get backend(): Backend | null {
    return this.status.kind === 'ready' ? (this.choice?.backend ?? null) : null;
  }

  /** @throws EngineError when the backend does not start; the host is then ended. */
  async start(choice: BackendChoice, framePort: MessagePort): Promise<void> {
    const openedAt = this.clock.now();
    const { id, threads } = this.config;
    const argument = { executorId: id, backend: choice.backend, threads, framePort };
    this.report = await this.#watched('start', this.#caller.call('start', argument, [framePort]));
    this.clockOffsetMs = await estimateClockOffset(this.clock, () => this.#caller.call('clock', null));
    this.choice = choice;
    this.startMs = this.clock.now() - openedAt;
    this.status = { kind: 'ready' };
    this.callbacks.onChange();
  }

  /**
   * Loads a model when its turn comes. When `signal` aborts, it rejects with the signal's reason at once and the
   * executor is told to clear away what it had begun.
   */
  load(argument: LoadArgument, signal: AbortSignal): Promise<LoadReport> {
    return unlessGivenUp(
      this.#turns.take(() => this.#loadNow(argument, signal)),
      signal,
    );
  }

  async #loadNow(argument: LoadArgument, signal: AbortSignal): Promise<LoadReport> {
    signal.throwIfAborted();
    const { tenantId } = argument;
    const giveUp = () => void this.#caller.call('cancelLoad', { tenantId }).catch(() => {}); // it may be dead
    signal.addEventListener('abort', giveUp, { once: true });
    this.#loading += 1;
    try {
      const report = await this.#watched('load', this.#caller.call('load', argument));
      if (signal.aborted) await this.unload(tenantId); // it stood before the news came
      const firstMs = (report.compileMs ?? 0) + report.firstInferenceMs;
      this.#slowestFirstInferenceMs = Math.max(this.#slowestFirstInferenceMs, firstMs);
      return report;
    } finally {
      this.#loading -= 1;
      this.#watchdog.lifeSign();
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** Stamps come back on the engine's clock. */
  async infer(tenantId: string, requestId: number): Promise<InferReport> {
    const report = await this.#watched('steady', this.#caller.call('infer', { tenantId, requestId }));
    const offset = this.clockOffsetMs ?? 0;
    this.#slowestServiceMs = Math.max(this.#slowestServiceMs, report.completedAt - report.startedAt);
    return {
      ...report,
      startedAt: report.startedAt + offset,
      preprocessedAt: report.preprocessedAt + offset,
      computedAt: report.computedAt + offset,
      readAt: report.readAt + offset,
      completedAt: report.completedAt + offset,
    };
  }

  async unload(tenantId: string): Promise<void> {
    await this.#watched('load', this.#caller.call('unload', { tenantId }));
  }

  lastResult(tenantId: string) {
    return this.#watched('load', this.#caller.call('lastResult', { tenantId }));
  }

  async refreshMemory(): Promise<void> {
    this.memory = await this.#watched('load', this.#caller.call('memory', null));
  }

  /** Ends the worker at once; its memory returns to the system. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#caller.dispose();
    this.#worker.terminate();
  }

  #limitMs(phase: Phase): number {
    if (phase === 'start') return this.limits.startMs;
    if (phase === 'load') return this.limits.loadMs;
    const steadyMs = Math.max(
      this.limits.steadyMs,
      this.limits.steadyFactor * this.#slowestServiceMs,
      this.limits.firstInferenceFactor * this.#slowestFirstInferenceMs,
    );
    // A load beside it holds the worker, for seconds where it compiles.
    return this.#loading > 0 ? Math.max(steadyMs, this.limits.loadMs) : steadyMs;
  }

  async #watched<T>(phase: Phase, pending: Promise<T>): Promise<T> {
    try {
      return await this.#watchdog.watch(phase, pending);
    } catch (thrown) {
      if (phase === 'start' && !this.#disposed) this.#end('executor-start-failed', messageOf(thrown));
      throw thrown;
    }
  }

  #end(code: ErrorCode, message: string): void {
    if (this.#disposed || this.status.kind === 'failed') return;
    const error: ErrorReport = { code, message };
    this.status = { kind: 'failed', error };
    this.#caller.fail(code, () => message);
    this.#worker.terminate();
    this.callbacks.onEnded(error);
  }
}

const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  start: 'while its backend started',
  load: 'while it loaded a model',
  steady: 'during an inference',
};

const messageOf = (thrown: unknown): string =>
  thrown instanceof EngineError || thrown instanceof Error ? thrown.message : String(thrown);
