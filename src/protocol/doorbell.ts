/**
 * How many messages one thread has sent to another, counted in memory that both see: the receiver knows without a turn of
 * its event loop whether anything waits for it. A turn takes 0.1 ms, which is much between segments of 2 ms. Without
 * cross-origin isolation there is no such memory, and something may always wait.
 */
import type { Endpoint } from './rpc';

/** Null where memory cannot be shared. */
export const createDoorbell = (): SharedArrayBuffer | null =>
  typeof SharedArrayBuffer === 'undefined' || globalThis.crossOriginIsolated === false
    ? null
    : new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);

/** The sending side: rings before each message. */
export function ringing(far: Endpoint, bell: SharedArrayBuffer | null): Endpoint {
  if (bell === null) return far;
  const sent = new Int32Array(bell);
  return {
    postMessage(message, transfer) {
      Atomics.add(sent, 0, 1);
      far.postMessage(message, transfer);
    },
    addEventListener: (type, listener) => far.addEventListener(type, listener),
    removeEventListener: (type, listener) => far.removeEventListener(type, listener),
  };
}

/** The receiving side. Make it before the first message can come: it counts what has come. */
export class Doorman {
  #received = 0;
  #sent: Int32Array | null = null;

  constructor(near: Endpoint) {
    near.addEventListener('message', () => {
      this.#received += 1;
    });
  }

  /** @param bell as it came with a message. */
  hear(bell: SharedArrayBuffer | null): void {
    this.#sent = bell === null ? null : new Int32Array(bell);
  }

  /** Whether a message may have been sent that has not come in yet. */
  get mayWait(): boolean {
    return this.#sent === null || (Atomics.load(this.#sent, 0) - this.#received) % 2 ** 32 !== 0;
  }
}
