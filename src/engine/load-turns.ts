/**
 * Loads models on one worker, one at a time: they would only slow one another, and each keeps a model's bytes twice. It
 * watches each load's phases and clears away what is given up. It knows no tenants' insides.
 */
import type { EngineError } from '../domain/errors';
import type { LoadPhases } from '../domain/snapshot';
import type { ExecutorContract, LoadArgument, LoadReport } from '../protocol/executor-contract';
import type { Caller } from '../protocol/rpc';
import type { PhaseWatch } from './phase-watch';
import { unlessGivenUp } from './transit';
import { Turns } from './turns';

/** What a load told; how long its phases took is not known where the computer slept in the middle of it. */
export type LoadNews = LoadPhases & Pick<LoadReport, 'notes'>;

const UNKNOWN: LoadPhases = { downloadMs: null, parseMs: null, compileMs: null, firstInferenceMs: null };

export class LoadTurns {
  readonly #turns = new Turns();

  constructor(
    private readonly caller: Caller<ExecutorContract>,
    private readonly watch: PhaseWatch,
    /** How often the computer has woken so far, by what is known now. */
    private readonly wakes: () => number,
  ) {}

  /**
   * Loads a model when its turn comes. When `signal` aborts, or its download stalls, it rejects at once and the
   * executor is told to clear away what it had begun.
   */
  load(argument: LoadArgument, signal: AbortSignal): Promise<LoadNews> {
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
  ): Promise<LoadNews> {
    stop.throwIfAborted();
    const { tenantId } = argument;
    const load = this.watch.openLoad(argument, onStalled);
    const giveUp = () => {
      load.enter('upkeep'); // it has to answer that it is given up
      void this.caller.call('cancelLoad', { tenantId }).catch(() => {}); // it may be dead
    };
    stop.addEventListener('abort', giveUp, { once: true });
    const wakes = this.wakes();
    try {
      const report = await this.caller.call('load', argument);
      if (stop.aborted) await this.watch.over('upkeep', this.caller.call('unload', { tenantId })); // it stood before the news came
      if (this.wakes() !== wakes) return { ...UNKNOWN, notes: report.notes };
      this.watch.loaded(report);
      return report;
    } finally {
      load.close();
      stop.removeEventListener('abort', giveUp);
    }
  }
}
