/**
 * The engine's only door for the UI: a typed client of the engine worker. It computes nothing and holds no state
 * but its subscribers. The caller owns the worker and disposes the client.
 */
import type { EngineContract, EngineEvents } from '../protocol/engine-contract';
import { type Caller, connect, type Endpoint } from '../protocol/rpc';

type Listener<N extends keyof EngineEvents> = (payload: EngineEvents[N]) => void;

export interface EngineClient {
  readonly call: Caller<EngineContract>['call'];
  /** Returns the function that unsubscribes. */
  on<N extends keyof EngineEvents>(name: N, listener: Listener<N>): () => void;
  dispose(): void;
}

/** Connects to a worker that runs `engine.worker.ts`. */
export function createEngineClient(endpoint: Endpoint): EngineClient {
  const listeners = {
    snapshot: new Set<Listener<'snapshot'>>(),
    records: new Set<Listener<'records'>>(),
    framePort: new Set<Listener<'framePort'>>(),
    startWorker: new Set<Listener<'startWorker'>>(),
    executorEnded: new Set<Listener<'executorEnded'>>(),
    experiment: new Set<Listener<'experiment'>>(),
  };
  const caller = connect<EngineContract, EngineEvents>(endpoint, {
    snapshot: (payload) => {
      for (const listener of listeners.snapshot) listener(payload);
    },
    records: (payload) => {
      for (const listener of listeners.records) listener(payload);
    },
    framePort: (payload) => {
      for (const listener of listeners.framePort) listener(payload);
    },
    startWorker: (payload) => {
      for (const listener of listeners.startWorker) listener(payload);
    },
    executorEnded: (payload) => {
      for (const listener of listeners.executorEnded) listener(payload);
    },
    experiment: (payload) => {
      for (const listener of listeners.experiment) listener(payload);
    },
  });
  return {
    call: caller.call,
    on(name, listener) {
      const set = listeners[name] as Set<typeof listener>; // same key, same listener type
      set.add(listener);
      return () => set.delete(listener);
    },
    dispose: () => caller.dispose(),
  };
}
