/**
 * What the page knows of working without a network, as the store holds it: the state of the worker that stores the app,
 * whether a newer version is there, whether the host answers. Nouns only; who finds out is `start-offline.ts`.
 */

/** The service worker of this app in this browser. `why` and `fix` are sentences. */
export type WorkerState =
  /** Nobody has looked yet. */
  | { readonly kind: 'unknown' }
  /** This browser or this place has no such worker, and none is asked for. */
  | { readonly kind: 'impossible'; readonly why: string; readonly fix: string }
  | { readonly kind: 'failed'; readonly why: string; readonly fix: string }
  /** It stores the app's files for the first time. */
  | { readonly kind: 'installing' }
  | { readonly kind: 'ready' };

/** `waiting`: stored, not in force. `in-force`: another tab has put it in force, this one runs the one before. */
export type NewerVersion = 'waiting' | 'in-force';

/** `by-reload`: the worker can isolate the page once it is loaded again. `not-here`: not even so. */
export type IsolationState = 'on' | 'by-reload' | 'not-here';

export interface OfflineState {
  readonly worker: WorkerState;
  readonly newer: NewerVersion | null;
  /** Whether the server of the page answers; null: nobody has asked. */
  readonly hostAnswers: boolean | null;
  /** Null until the worker's state is known. */
  readonly isolation: IsolationState | null;
}

export const NOT_LOOKED: OfflineState = {
  worker: { kind: 'unknown' },
  newer: null,
  hostAnswers: null,
  isolation: null,
};
