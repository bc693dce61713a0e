/**
 * When each of the newest frames was captured, of which source, and in which shot. A fixed ring: nothing is allocated per
 * frame. It knows no picture.
 */
import { PICTURE_SOURCES, type PictureSource } from '../../domain/scenario';

/** Five sources at 30 frames a second and sound: 6 s, the longest that a result is shown. */
const CAPACITY = 1024;

/** Where a frame came from; all sound is one. */
export type FrameOrigin = PictureSource | 'sound';
const ORIGINS: readonly FrameOrigin[] = [...PICTURE_SOURCES, 'sound'];

export class FrameLog {
  readonly #at = new Float64Array(CAPACITY);
  readonly #cut = new Int32Array(CAPACITY);
  readonly #origin = new Uint8Array(CAPACITY);
  #newest = 0;

  /** Frames come in order, numbered from 1. `at` is the caller's clock, ms; sound has no cuts. */
  add(frameNumber: number, at: number, origin: FrameOrigin, cutIndex = 0): void {
    this.#newest = frameNumber;
    this.#at[frameNumber % CAPACITY] = at;
    this.#cut[frameNumber % CAPACITY] = cutIndex;
    this.#origin[frameNumber % CAPACITY] = ORIGINS.indexOf(origin);
  }

  /** Null when the frame is unknown or forgotten. */
  capturedAt(frameNumber: number): number | null {
    return this.#knows(frameNumber) ? (this.#at[frameNumber % CAPACITY] ?? null) : null;
  }

  /** Null when the frame is unknown or forgotten. */
  cutOf(frameNumber: number): number | null {
    return this.#knows(frameNumber) ? (this.#cut[frameNumber % CAPACITY] ?? null) : null;
  }

  /** Null when the frame is unknown or forgotten. */
  originOf(frameNumber: number): FrameOrigin | null {
    return this.#knows(frameNumber) ? (ORIGINS[this.#origin[frameNumber % CAPACITY] ?? 0] ?? null) : null;
  }

  #knows(frameNumber: number): boolean {
    return frameNumber >= 1 && frameNumber <= this.#newest && frameNumber > this.#newest - CAPACITY;
  }
}
