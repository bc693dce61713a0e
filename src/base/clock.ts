/** Time as a dependency: the same workload and scheduler code runs on wall time and on simulated time. */

/** A source of instants and timers. Instants are milliseconds since the Unix epoch (fractional). */
export interface Clock {
  /** The present instant, in ms since the epoch. */
  now(): number;
  /** Calls `fire` once at or after instant `at`; the returned function cancels it. */
  schedule(at: number, fire: () => void): () => void;
}

/** Wall time of this thread: `performance.timeOrigin + performance.now()`, so that threads share one scale. */
export function createWallClock(): Clock {
  const origin = performance.timeOrigin;
  const now = () => origin + performance.now();
  return {
    now,
    schedule(at, fire) {
      const timer = setTimeout(fire, Math.max(0, at - now()));
      return () => clearTimeout(timer);
    },
  };
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

/** Simulated time: it moves only when told to, firing timers in order of instant, then of scheduling. */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  #timers: Timer[] = [];

  constructor(startAt = 0) {
    this.#now = startAt;
  }

  now(): number {
    return this.#now;
  }

  schedule(at: number, fire: () => void): () => void {
    const timer: Timer = { at: Math.max(at, this.#now), order: this.#order, fire };
    this.#order += 1;
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Fires everything due up to and including `until`, then rests there. */
  advanceTo(until: number): void {
    for (;;) {
      const next = this.#timers
        .filter((timer) => timer.at <= until)
        .sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at); // after a sleep timers fire late
      next.fire();
    }
    this.#now = Math.max(this.#now, until);
  }

  /** Time passes and nothing fires, as when the computer sleeps; what was due fires late, when time next moves. */
  sleep(durationMs: number): void {
    this.#now += durationMs;
  }

  /** Timers that have neither fired nor been cancelled. */
  get pending(): number {
    return this.#timers.length;
  }
}
