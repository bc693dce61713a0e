/** When each of the newest frames was captured, and in which shot. A fixed ring: nothing is allocated per frame. */

/** 17 s at 30 frames a second: no result of an older frame is drawn. */
const CAPACITY = 512;

/** The shot of what belongs to none: sound goes on over cuts. */
export const EVERY_CUT = -1;

export class FrameLog {
  readonly #at = new Float64Array(CAPACITY);
  readonly #cut = new Int32Array(CAPACITY);
  #newest = 0;

  /** Frames come in order, numbered from 1. `at` is the caller's clock, ms. */
  add(frameNumber: number, at: number, cutIndex: number): void {
    this.#newest = frameNumber;
    this.#at[frameNumber % CAPACITY] = at;
    this.#cut[frameNumber % CAPACITY] = cutIndex;
  }

  /** Null when the frame is unknown or forgotten. */
  capturedAt(frameNumber: number): number | null {
    return this.#knows(frameNumber) ? (this.#at[frameNumber % CAPACITY] ?? null) : null;
  }

  /** Null when the frame is unknown or forgotten. */
  cutOf(frameNumber: number): number | null {
    return this.#knows(frameNumber) ? (this.#cut[frameNumber % CAPACITY] ?? null) : null;
  }

  #knows(frameNumber: number): boolean {
    return frameNumber >= 1 && frameNumber <= this.#newest && frameNumber > this.#newest - CAPACITY;
  }
}
