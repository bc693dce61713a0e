/**
 * A tenant's way onto an executor: its first load, or a move. It takes time, can be given up, and a tenant has at most
 * one. It knows neither executors nor requests.
 */
import type { EngineError } from '../domain/errors';
import type { FileProgress } from '../domain/snapshot';

interface Progress {
  readonly phase: 'executor' | 'download' | 'parse' | 'compile' | 'first-inference';
  readonly fraction: number | null;
  readonly files: readonly FileProgress[];
}

export class Transit {
  /** `executor`: it starts, or loads the models of others first. */
  progress: Progress = { phase: 'executor', fraction: null, files: [] };
  /** Settles when it has ended, either way; never rejects. */
  ended: Promise<void> = Promise.resolve();
  readonly #stop = new AbortController();

  constructor(
    readonly kind: 'load' | 'move',
    readonly toExecutorId: string,
  ) {}

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Who waits for it is told `reason` at once; what is on its way is cleared away behind it. */
  giveUp(reason: EngineError): void {
    this.#stop.abort(reason);
  }
}

/** `pending`, or the reason of the signal as soon as it aborts. */
export function unlessGivenUp<T>(pending: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(signal.reason);
    if (signal.aborted) refuse();
    signal.addEventListener('abort', refuse, { once: true });
    pending.then(resolve, reject).finally(() => signal.removeEventListener('abort', refuse));
  });
}
