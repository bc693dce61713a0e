/**
 * The page's end of a worker that is started at its first call and replaced at the next one after it died. It knows neither
 * the calls nor what their answers are for. Whoever makes one disposes it, unless it is to last as long as the page.
 */
import type { ErrorCode } from '../domain/errors';
import { type Caller, type Contract, connect, type Endpoint, type EventMap } from '../protocol/rpc';

/** What a `Worker` can do that is needed here. */
export interface StartedWorker extends Endpoint {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
  terminate(): void;
}

export interface OnDemand<C extends Contract, E extends EventMap> {
  readonly start: () => StartedWorker;
  readonly onEvent: { [N in keyof E]: (payload: E[N]) => void };
  /** Told to each new one before anything else. */
  readonly greet?: (call: Caller<C>['call']) => void;
  /** With which pending calls are refused when it dies. */
  readonly code: ErrorCode;
  /** What happened and what to try. @param why it died, without a full stop. */
  readonly stopped: (why: string) => string;
}

export class OnDemandWorker<C extends Contract, E extends EventMap> {
  #running: { readonly caller: Caller<C>; readonly worker: StartedWorker } | null = null;

  constructor(private readonly options: OnDemand<C, E>) {}

  /** @throws EngineError of the worker, or with the given code when it died meanwhile. */
  readonly call: Caller<C>['call'] = (name, argument, transfer) =>
    this.#connected().call(name, argument, transfer);

  get isRunning(): boolean {
    return this.#running !== null;
  }

  dispose(): void {
    this.#running?.caller.dispose();
    this.#running?.worker.terminate();
    this.#running = null;
  }

  #connected(): Caller<C> {
    if (this.#running !== null) return this.#running.caller;
    const { start, onEvent, greet, code, stopped } = this.options;
    const worker = start();
    const caller = connect<C, E>(worker, onEvent);
    const running = { caller, worker };
    worker.addEventListener('error', ({ message }) => {
      const why = message || 'its script could not be loaded, or it ran out of memory';
      caller.fail(code, () => stopped(why));
      worker.terminate();
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    greet?.(caller.call);
    return caller;
  }
}
