/**
 * How far the clock on the wall was from a clock that nobody sets, over time: which date an instant of the latter had. It reads
 * no clock itself.
 */

/** Less than this apart nobody sees, ms: clocks drift, and are corrected by little. */
const SEEN_MS = 1000;
/** A clock that is set more often than this has no right date anyway: the oldest are forgotten. */
const MOST = 100;

export class WallDates {
  /** Oldest first; each holds from its instant on. */
  readonly #skews: { readonly from: number; readonly skewMs: number }[] = [{ from: 0, skewMs: 0 }];

  /** @param now of the clock that nobody sets. @param wall the same instant by the other. Both ms since the epoch. */
  note(now: number, wall: number): void {
    const skewMs = wall - now;
    if (Math.abs(skewMs - (this.#skews.at(-1)?.skewMs ?? 0)) < SEEN_MS) return;
    this.#skews.push({ from: now, skewMs });
    if (this.#skews.length > MOST) this.#skews.splice(0, 1);
  }

  /** What the clock on the wall showed, ms since the epoch. */
  at(instant: number): number {
    const held = this.#skews.findLast(({ from }) => from <= instant) ?? this.#skews[0];
    return instant + (held?.skewMs ?? 0);
  }
}
