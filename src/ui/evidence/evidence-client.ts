/**
 * The page's end of the evidence worker: started at its first call, replaced at the next one after it died. It knows the
 * calls and nothing of what their answers are for.
 */
import type { EvidenceContract } from '../../protocol/evidence-contract';
import { type Caller, connect, type Endpoint } from '../../protocol/rpc';

/** What a `Worker` can do that is needed here. */
export interface EvidenceWorker extends Endpoint {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
  terminate(): void;
}

export class EvidenceClient {
  #caller: Caller<EvidenceContract> | null = null;

  constructor(private readonly start: () => EvidenceWorker) {}

  /** @throws EngineError of the worker, or `evidence-unfit` when it died meanwhile. */
  readonly call: Caller<EvidenceContract>['call'] = (name, argument, transfer) =>
    this.#connected().call(name, argument, transfer);

  #connected(): Caller<EvidenceContract> {
    if (this.#caller !== null) return this.#caller;
    const worker = this.start();
    const caller = connect<EvidenceContract, Record<string, never>>(worker, {});
    worker.addEventListener('error', ({ message }) => {
      const why = message || 'its script could not be loaded, or it ran out of memory';
      caller.fail(
        'evidence-unfit',
        () => `What makes and keeps files stopped: ${why}. Try again: a new one is started.`,
      );
      worker.terminate();
      if (this.#caller === caller) this.#caller = null;
    });
    this.#caller = caller;
    return caller;
  }
}
