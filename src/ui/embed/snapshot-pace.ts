/** Lets the newest snapshot through, so often at most: what came in between is replaced, the last one is never lost. */
import type { Snapshot } from '../../domain/snapshot';

interface PaceClock {
  readonly now: () => number;
  readonly later: (afterMs: number, act: () => void) => () => void;
}

export class SnapshotPace {
  /** Null while nobody has subscribed. */
  #everyMs: number | null = null;
  #sentAt = Number.NEGATIVE_INFINITY;
  #waiting: Snapshot | null = null;
  #cancel: (() => void) | null = null;

  constructor(
    private readonly clock: PaceClock,
    private readonly send: (snapshot: Snapshot) => void,
  ) {}

  /** Again with another pace: that one holds from now on. */
  start(everyMs: number): void {
    this.stop();
    this.#everyMs = everyMs;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#waiting = null;
    this.#everyMs = null;
    this.#sentAt = Number.NEGATIVE_INFINITY;
  }

  take(snapshot: Snapshot): void {
    if (this.#everyMs === null) return;
    this.#waiting = snapshot;
    if (this.#cancel !== null) return;
    const left = this.#sentAt + this.#everyMs - this.clock.now();
    if (left <= 0) this.#flush();
    else this.#cancel = this.clock.later(left, () => this.#flush());
  }

  #flush(): void {
    this.#cancel = null;
    if (this.#waiting === null) return;
    this.#sentAt = this.clock.now();
    this.send(this.#waiting);
    this.#waiting = null;
  }
}
