/**
 * The page's end of the simulator's worker: started at its first call, replaced at the next one after it died. It knows
 * the calls and nothing of what their answers are for. Whoever makes one disposes it.
 */

import { type Caller, connect, type Endpoint } from '../../protocol/rpc';
import type { SimulatorContract } from '../../protocol/simulator-contract';

/** What a `Worker` can do that is needed here. */
export interface SimulatorWorker extends Endpoint {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
  terminate(): void;
}

export class Simulator {
  #caller: Caller<SimulatorContract> | null = null;
  #worker: SimulatorWorker | null = null;

  constructor(private readonly start: () => SimulatorWorker) {}

  /** @throws EngineError of the worker, or `simulation-failed` when it died meanwhile. */
  readonly call: Caller<SimulatorContract>['call'] = (name, argument) =>
    this.#connected().call(name, argument);

  dispose(): void {
    this.#caller?.dispose();
    this.#worker?.terminate();
    this.#caller = null;
    this.#worker = null;
  }

  #connected(): Caller<SimulatorContract> {
    if (this.#caller !== null) return this.#caller;
    const worker = this.start();
    const caller = connect<SimulatorContract, Record<string, never>>(worker, {});
    worker.addEventListener('error', ({ message }) => {
      const why = message || 'its script could not be loaded, or it ran out of memory';
      caller.fail(
        'simulation-failed',
        () => `The simulator stopped: ${why}. Simulate again: a new one is started.`,
      );
      worker.terminate();
      if (this.#caller !== caller) return;
      this.#caller = null;
      this.#worker = null;
    });
    this.#caller = caller;
    this.#worker = worker;
    return caller;
  }
}
