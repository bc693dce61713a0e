/**
 * A worker that one thread starts for another: where workers cannot start workers, the page starts one and gives it the engine's
 * end of a channel. All that is said goes through that channel; the starter hears only what the browser tells nobody else, a
 * worker's failure, and obeys one order, to end it. It knows neither executors nor what is said.
 */
import type { Endpoint } from './rpc';

/** What the engine asks the page for; ownership of both ports moves to the page. */
export interface WorkerWanted {
  readonly name: string;
  /** For the worker, as it is: the engine holds its other end. */
  readonly port: MessagePort;
  /** For the starter: `WorkerFate` goes to the engine, `WorkerOrder` comes from there. */
  readonly control: MessagePort;
}

/** What the browser tells of a worker only to whoever started it. */
export type WorkerFate =
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'messageerror' };

export interface WorkerOrder {
  readonly kind: 'terminate';
}

/** First message to a worker that was started for somebody else. */
export interface HandOver {
  readonly kind: 'hand-over';
  readonly port: MessagePort;
}

const handedOver = (message: unknown): MessagePort | null => {
  const { kind, port } = (message ?? {}) as Partial<HandOver>; // of any shape: both fields are looked at
  return kind === 'hand-over' && port instanceof MessagePort ? port : null;
};

/**
 * The worker's side: whoever started it is whom it talks to, until that one hands a port over; from then on the other end of
 * the port is.
 * @param scope the worker's own global scope.
 */
export function servedEndpoint(scope: Endpoint): Endpoint {
  let far = scope;
  const listeners = new Set<(event: MessageEvent) => void>();
  const tell = (event: MessageEvent) => {
    for (const listener of listeners) listener(event);
  };
  scope.addEventListener('message', (event) => {
    const port = handedOver(event.data);
    if (port === null) {
      tell(event);
      return;
    }
    far = port;
    port.addEventListener('message', tell);
    port.start();
  });
  return {
    postMessage: (message, transfer) => far.postMessage(message, transfer),
    addEventListener: (_type, listener) => listeners.add(listener),
    removeEventListener: (_type, listener) => listeners.delete(listener),
  };
}
