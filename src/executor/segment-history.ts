/** The last segments that ran here: how much longer a request waited than for the segment in flight when it arrived. */

/** Segments that are remembered: an arrival is told within a few of them. */
const REMEMBERED = 64;

export class SegmentHistory {
  readonly #segments: { readonly startedAt: number; readonly endedAt: number }[] = [];

  add(startedAt: number, endedAt: number): void {
    this.#segments.push({ startedAt, endedAt });
    if (this.#segments.length > REMEMBERED) this.#segments.shift();
  }

  /** From the end of the segment in flight when a request arrived until it starts, ms; null when none was in flight. */
  beyond(arrivedAt: number, startedAt: number): number | null {
    const inFlight = this.#segments.findLast((one) => one.startedAt <= arrivedAt && arrivedAt < one.endedAt);
    return inFlight === undefined ? null : startedAt - inFlight.endedAt;
  }
}
