/**
 * Where the divider between before and after stands: it moves to and fro by itself, and stands where a person put it
 * while they hold it. It reads no clock; seconds are the stage's.
 */

const PERIOD_SECONDS = 9;
/** How far it goes from the middle. */
const REACH = 0.4;

export class Wipe {
  /** Shifts the movement so that it goes on from where it was let go. */
  #since = 0;
  #held: number | null = null;

  /** 0: all after; 1: all before. @param calm for people who asked for less motion: it stands in the middle. */
  positionAt(seconds: number, calm: boolean): number {
    if (this.#held !== null) return this.#held;
    if (calm) return 0.5;
    return 0.5 + REACH * Math.sin((2 * Math.PI * (seconds - this.#since)) / PERIOD_SECONDS);
  }

  /** Puts it somewhere, 0..1, where it stays until `release`. */
  hold(position: number): void {
    this.#held = Math.max(0, Math.min(1, position));
  }

  release(seconds: number): void {
    if (this.#held === null) return;
    const within = Math.max(-1, Math.min(1, (this.#held - 0.5) / REACH));
    this.#since = seconds - (Math.asin(within) / (2 * Math.PI)) * PERIOD_SECONDS;
    this.#held = null;
  }
}
