/** The page's end of the intake worker. It knows the calls and nothing of what is done with their answers. */
import type { IntakeContract, IntakeEvents } from '../../protocol/intake-contract';
import type { Caller } from '../../protocol/rpc';
import { OnDemandWorker, type StartedWorker } from '../on-demand-worker';

/** Refusals that are injected at the worker's edge. */
export interface Refusals {
  readonly network: boolean;
  readonly storage: boolean;
}

export class Intake {
  readonly #worker: OnDemandWorker<IntakeContract, IntakeEvents>;
  #refusals: Refusals = { network: false, storage: false };

  constructor(start: () => StartedWorker, onProgress: (progress: IntakeEvents['progress']) => void) {
    this.#worker = new OnDemandWorker({
      start,
      onEvent: { progress: onProgress },
      greet: (call) => {
        const { network, storage } = this.#refusals;
        if (network || storage) call('refuse', this.#refusals).catch(() => {}); // its death is told by the next call
      },
      code: 'model-load-failed',
      stopped: (why) => `The worker that reads models stopped: ${why}. Try again: a new one is started.`,
    });
  }

  /** @throws EngineError of the worker, or `model-load-failed` when it died meanwhile. */
  get call(): Caller<IntakeContract>['call'] {
    return this.#worker.call;
  }

  /** Holds for a worker that is started later, too. */
  refuse(refusals: Refusals): void {
    if (refusals.network === this.#refusals.network && refusals.storage === this.#refusals.storage) return;
    this.#refusals = refusals;
    if (this.#worker.isRunning) this.#worker.call('refuse', refusals).catch(() => {}); // one that died is told when it is replaced
  }

  dispose(): void {
    this.#worker.dispose();
  }
}
