/**
 * Starts and ends of segments in memory that is taken once: the newest push the oldest out. It knows no requests: whoever
 * keeps the number of its first segment asks whether that is still there. Instants in ms since the epoch.
 */
export class SegmentRing {
  /** Start and end of segment n at 2 (n modulo slots); slots are a power of two, so that this is a mask. */
  readonly #instants: Float64Array;
  readonly #mask: number;
  /** Segments written since the page opened. */
  #written = 0;

  /** @param capacity segments kept: 16 bytes each. */
  constructor(readonly capacity: number) {
    const slots = slotsFor(capacity);
    this.#instants = new Float64Array(2 * slots);
    this.#mask = slots - 1;
  }

  /**
   * Takes `count` segments of `instants` from its segment `from` on.
   * @returns the number of the first; −1 when they are not all there or would not fit.
   */
  push(instants: Float64Array, from: number, count: number): number {
    if (count > this.capacity || 2 * (from + count) > instants.length) return -1;
    const first = this.#written;
    for (let index = 0; index < count; index += 1) {
      const to = 2 * (this.#written & this.#mask);
      this.#instants[to] = instants[2 * (from + index)] ?? Number.NaN;
      this.#instants[to + 1] = instants[2 * (from + index) + 1] ?? Number.NaN;
      this.#written += 1;
    }
    return first;
  }

  /** Whether none of the segments from number `first` on was pushed out. */
  holds(first: number): boolean {
    return first >= 0 && first >= this.#written - this.capacity;
  }

  startOf(segment: number): number {
    return this.#instants[2 * (segment & this.#mask)] ?? Number.NaN;
  }

  endOf(segment: number): number {
    return this.#instants[2 * (segment & this.#mask) + 1] ?? Number.NaN;
  }

  copy(): SegmentRing {
    const copy = new SegmentRing(this.capacity);
    copy.#instants.set(this.#instants);
    copy.#written = this.#written;
    return copy;
  }
}

/** The smallest power of two that holds `capacity`: numbers modulo it are a mask away, which costs a tenth of a division. */
export const slotsFor = (capacity: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, capacity)));
