/**
 * Loads models on one worker, one at a time: they would only slow one another, and each keeps a model's bytes twice. It
 * watches each load's phases and clears away what is given up. It knows no tenants' insides.
 */
import type { EngineError } from '../domain/errors';
import type { ExecutorContract, LoadArgument, LoadReport } from '../protocol/executor-contract';
import type { Caller } from '../protocol/rpc';
import type { PhaseWatch } from './phase-watch';
import { unlessGivenUp } from './transit';
import { Turns } from './turns';

export class LoadTurns {
  readonly #turns = new Turns();

  constructor(
    private readonly caller: Caller<ExecutorContract>,
    private readonly watch: PhaseWatch,
  ) {}

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
    const load = this.watch.openLoad(argument, onStalled);
    const giveUp = () => {
      load.enter('upkeep'); // it has to answer that it is given up
      void this.caller.call('cancelLoad', { tenantId }).catch(() => {}); // it may be dead
    };
    stop.addEventListener('abort', giveUp, { once: true });
    try {
      const report = await this.caller.call('load', argument);
      if (stop.aborted) await this.watch.over('upkeep', this.caller.call('unload', { tenantId })); // it stood before the news came
      this.watch.loaded(report);
      return report;
    } finally {
      load.close();
      stop.removeEventListener('abort', giveUp);
    }
  }
}
