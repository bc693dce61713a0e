/**
 * How long an executor may take over what it does, phase by phase, by limits that people change while it runs, and the
 * words for one that takes longer. It measures nothing but the slowest so far, and knows no workers.
 */
import type { Clock } from '../base/clock';
import { EngineError } from '../domain/errors';
import type { PhaseLimits } from '../domain/recovery';
import type { ExecutorEvents, LoadArgument, LoadReport } from '../protocol/executor-contract';
import { type Phase, type Watch, Watchdog } from './watchdog';

/** A request in service may take this many times the slowest so far … */
const STEADY_FACTOR = 20;
/** … or the slowest first inference, which on GPU backends includes compilation. */
const FIRST_INFERENCE_FACTOR = 3;

interface Load {
  readonly tenantId: string;
  readonly watch: Watch;
  phase: Phase;
}

export class PhaseWatch {
  readonly #dog: Watchdog;
  readonly #hung: (phase: Phase, limitMs: number) => void;
  #slowestServiceMs = 0;
  #slowestFirstInferenceMs = 0;
  /** The load under way; a host has one at a time. */
  #load: Load | null = null;

  constructor(
    private readonly executorId: string,
    clock: Clock,
    private readonly limits: () => PhaseLimits,
    onHung: (message: string) => void,
  ) {
    this.#hung = (phase, limitMs) => onHung(this.#hungWords(phase, limitMs));
    this.#dog = new Watchdog(clock, (phase) => this.#limitMs(phase), this.#hung);
  }

  open(phase: Phase): Watch {
    return this.#dog.open(phase);
  }

  over<T>(phase: Phase, pending: Promise<T>): Promise<T> {
    return this.#dog.watch(phase, pending);
  }

  /**
   * Watches a load through its phases. A download that stalls is no fault of the executor: `onStalled` is told, once,
   * and the executor lives. In any other phase it counts as hung.
   */
  openLoad({ tenantId, model, bytes }: LoadArgument, onStalled: (error: EngineError) => void): Watch {
    const watch = this.#dog.open('download', (phase, limitMs) => {
      if (phase === 'download') onStalled(stalledError(model.name, bytes.kind, limitMs));
      else this.#hung(phase, limitMs);
    });
    const load: Load = { tenantId, watch, phase: 'download' };
    this.#load = load;
    return {
      enter: (phase) => {
        load.phase = phase;
        watch.enter(phase);
      },
      close: () => {
        watch.close();
        if (this.#load === load) this.#load = null;
        this.#dog.lifeSign();
      },
    };
  }

  progress({ tenantId, phase }: ExecutorEvents['loadProgress']): void {
    const next = phase === 'first-inference' ? 'firstInference' : phase;
    const load = this.#load;
    if (load?.tenantId === tenantId && load.phase !== 'upkeep' && load.phase !== next) {
      load.phase = next;
      load.watch.enter(next);
    }
    this.#dog.lifeSign();
  }

  loaded({ compileMs, firstInferenceMs }: LoadReport): void {
    this.#slowestFirstInferenceMs = Math.max(
      this.#slowestFirstInferenceMs,
      (compileMs ?? 0) + firstInferenceMs,
    );
  }

  served(serviceMs: number): void {
    this.#slowestServiceMs = Math.max(this.#slowestServiceMs, serviceMs);
  }

  /**
   * It answered a request, well or not: whoever was preempted or waits in the executor waits anew. What it loads meanwhile
   * may hang all the same.
   */
  answered(): void {
    this.#dog.lifeSign('steady');
  }

  lifeSign(): void {
    this.#dog.lifeSign();
  }

  limitsChanged(): void {
    this.#dog.limitsChanged();
  }

  closeAll(): void {
    this.#dog.closeAll();
  }

  #limitMs(phase: Phase): number {
    const limits = this.limits();
    if (phase !== 'steady' && phase !== 'upkeep') return limits[phase];
    const steadyMs = Math.max(
      limits.steady,
      STEADY_FACTOR * this.#slowestServiceMs,
      FIRST_INFERENCE_FACTOR * this.#slowestFirstInferenceMs,
    );
    if (phase === 'upkeep') return Math.max(steadyMs, limits.parse, limits.compile, limits.firstInference);
    // A load beside it holds the worker, for seconds where it compiles.
    return this.#load === null ? steadyMs : Math.max(steadyMs, this.#limitMs(this.#load.phase));
  }

  #hungWords(phase: Phase, limitMs: number): string {
    return `Executor ${this.executorId} gave no answer for ${seconds(limitMs)} ${DOING[phase]}, the limit of that phase, and was ended. ${TRY[phase]}`;
  }
}

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

const DOING: Readonly<Record<Phase, string>> = {
  start: 'while its backend started',
  download: 'while it fetched a model',
  parse: 'while it parsed a model',
  compile: 'while it compiled a model',
  firstInference: 'during the first inference of a model',
  steady: 'during an inference',
  upkeep: 'to a question about what it holds',
};

const ANOTHER_BACKEND = 'Retry starts a new one, or try another backend.';
const LONGER = 'Retry starts a new one. If the model needs longer, raise the limit; or try another backend.';
const TRY: Readonly<Record<Phase, string>> = {
  start: ANOTHER_BACKEND,
  download: ANOTHER_BACKEND,
  parse: LONGER,
  compile: LONGER,
  firstInference: LONGER,
  steady: LONGER,
  upkeep: ANOTHER_BACKEND,
};

function stalledError(name: string, from: LoadArgument['bytes']['kind'], limitMs: number): EngineError {
  return from === 'folder'
    ? new EngineError(
        'network-unreachable',
        `Downloading ${name} stood still for ${seconds(limitMs)}, the limit of that phase. Look at the network, then retry; where it is slow, raise the limit.`,
      )
    : new EngineError(
        'model-load-failed',
        `Reading the files of ${name} stood still for ${seconds(limitMs)}, the limit of the phase download. Retry, or bring the files again.`,
      );
}
