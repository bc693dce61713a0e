/**
 * The page's end of the intake worker: started at its first use, replaced at the next one after it died. It knows the
 * calls and nothing of what is done with their answers.
 */

import type { IntakeContract, IntakeEvents } from '../../protocol/intake-contract';
import { type Caller, connect, type Endpoint } from '../../protocol/rpc';

/** What a `Worker` can do that is needed here. */
export interface IntakeWorker extends Endpoint {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
  terminate(): void;
}

/** Refusals that are injected at the worker's edge. */
export interface Refusals {
  readonly network: boolean;
  readonly storage: boolean;
}

type Call = Caller<IntakeContract>['call'];

export class Intake {
  #caller: Caller<IntakeContract> | null = null;
  #worker: IntakeWorker | null = null;
  #refusals: Refusals = { network: false, storage: false };

  constructor(
    private readonly start: () => IntakeWorker,
    private readonly onProgress: (progress: IntakeEvents['progress']) => void,
  ) {}

  /** @throws EngineError of the worker, or `model-load-failed` when it died meanwhile. */
  readonly call: Call = (name, argument, transfer) => this.#connected().call(name, argument, transfer);

  /** Holds for a worker that is started later, too. */
  refuse(refusals: Refusals): void {
    if (refusals.network === this.#refusals.network && refusals.storage === this.#refusals.storage) return;
    this.#refusals = refusals;
    this.#caller?.call('refuse', refusals).catch(() => {}); // a worker that died is told when it is replaced
  }

  dispose(): void {
    this.#caller?.dispose();
    this.#worker?.terminate();
    this.#caller = null;
    this.#worker = null;
  }

  #connected(): Caller<IntakeContract> {
    if (this.#caller !== null) return this.#caller;
    const worker = this.start();
    const caller = connect<IntakeContract, IntakeEvents>(worker, { progress: this.onProgress });
    worker.addEventListener('error', ({ message }) => {
      const why = message || 'its script could not be loaded, or it ran out of memory';
      caller.fail(
        'model-load-failed',
        () => `The worker that reads models stopped: ${why}. Try again: a new one is started.`,
      );
      worker.terminate();
      if (this.#caller !== caller) return;
      this.#caller = null;
      this.#worker = null;
    });
    this.#caller = caller;
    this.#worker = worker;
    const { network, storage } = this.#refusals;
    if (network || storage) caller.call('refuse', this.#refusals).catch(() => {}); // its death is told by the next call
    return caller;
  }
}
