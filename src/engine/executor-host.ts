/**
 * One executor as the engine sees it: its worker, its connection and its watchdog. When the worker dies, hangs or
 * loses its device, every pending call rejects and `onEnded` is told once. It knows no requests and no metrics.
 */
import type { Clock } from '../base/clock';
import type { Backend } from '../domain/backend';
import { EngineError, type ErrorCode, type ErrorReport } from '../domain/errors';
import type { PhaseLimits } from '../domain/recovery';
import type { ExecutorConfig } from '../domain/scenario';
import type { ExecutorStatus } from '../domain/snapshot';
import type {
  ExecutorContract,
  ExecutorEvents,
  ExecutorMishap,
  InferReport,
  LoadArgument,
  LoadReport,
  MemoryReport,
  StartReport,
} from '../protocol/executor-contract';
import { type Caller, connect, type Endpoint } from '../protocol/rpc';
import type { BackendChoice } from './backend-choice';
import { estimateClockOffset } from './clock-offset';
import { PhaseWatch } from './phase-watch';
import { unlessGivenUp } from './transit';
import { Turns } from './turns';

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
  readonly onChange: () => void;
}

export class ExecutorHost {
  status: ExecutorStatus = { kind: 'starting' };
  report: StartReport | null = null;
  choice: BackendChoice | null = null;
  startMs: number | null = null;
  clockOffsetMs: number | null = null;
  memory: MemoryReport = { inUseBytes: null, reservedBytes: null };
  #disposed = false;
  /** One load at a time: they would only slow one another, and each keeps a model's bytes twice. */
  readonly #turns = new Turns();
  readonly #watch: PhaseWatch;
  readonly #worker: WorkerHandle;
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
    this.#caller = connect<ExecutorContract, ExecutorEvents>(this.#worker, {
      loadProgress: (progress) => {
        this.#watch.progress(progress);
        callbacks.onLoadProgress(progress);
      },
      planned: () => {},
      policyFailed: () => {},
      deviceLost: ({ reason }) =>
        this.#end('device-lost', `Executor ${id} lost its device: ${reason}. Retry starts it anew.`),
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
    const { id, threads } = this.config;
    const argument = { executorId: id, backend: choice.backend, threads, framePort };
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
    this.startMs = this.clock.now() - openedAt;
    this.status = { kind: 'ready' };
    this.callbacks.onChange();
  }

  /**
   * Loads a model when its turn comes. When `signal` aborts, or its download stalls, it rejects at once and the
   * executor is told to clear away what it had begun.
   */
  load(argument: LoadArgument, signal: AbortSignal): Promise<LoadReport> {
    const stall = new AbortController();
    const stop = AbortSignal.any([signal, stall.signal]);
    return unlessGivenUp(
      this.#turns.take(() => this.#loadNow(argument, stop, (error) => stall.abort(error))),
      stop,
    );
  }

  async #loadNow(
    argument: LoadArgument,
    stop: AbortSignal,
    onStalled: (error: EngineError) => void,
  ): Promise<LoadReport> {
    stop.throwIfAborted();
    const { tenantId } = argument;
    const load = this.#watch.openLoad(argument, onStalled);
    const giveUp = () => {
      load.enter('upkeep'); // it has to answer that it is given up
      void this.#caller.call('cancelLoad', { tenantId }).catch(() => {}); // it may be dead
    };
    stop.addEventListener('abort', giveUp, { once: true });
    try {
      const report = await this.#caller.call('load', argument);
      if (stop.aborted) await this.unload(tenantId); // it stood before the news came
      this.#watch.loaded(report);
      return report;
    } finally {
      load.close();
      stop.removeEventListener('abort', giveUp);
    }
  }

  /** Stamps come back on the engine's clock. */
  async infer(tenantId: string, requestId: number): Promise<InferReport> {
    const report = await this.#watch.over(
      'steady',
      this.#caller.call('infer', {
        tenantId,
        requestId,
        arrivedAt: 0,
        deadlineAt: null,
        handoff: null,
        handOn: [],
      }),
    );
    const offset = this.clockOffsetMs ?? 0;
    this.#watch.served(report.completedAt - report.startedAt);
    return {
      ...report,
      startedAt: report.startedAt + offset,
      preprocessedAt: report.preprocessedAt + offset,
      computedAt: report.computedAt + offset,
      readAt: report.readAt + offset,
      completedAt: report.completedAt + offset,
    };
  }

  /** @throws EngineError when the tenant cannot take it: it keeps the input that it has. */
  setInput(argument: Parameters<ExecutorContract['setInput']>[0]): Promise<void> {
    return this.#watch.over('upkeep', this.#caller.call('setInput', argument));
  }

  unload(tenantId: string): Promise<void> {
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
    this.#watch.lifeSign();
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
