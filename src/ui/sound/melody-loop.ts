/**
 * The melody's samples at one rate. Each stretch of the loop is synthesised when it is first asked for and kept, so that
 * the newest window costs little more than its copy. It knows no clock: callers say the instant.
 */
import { LOOP_SECONDS, MELODY } from './melody';
import { addNotes } from './synthesis';

/** Samples that are synthesised at a time: 93 ms at 22 050 Hz. */
const STRETCH = 2048;
/** What the meter looks at: 46 ms at 22 050 Hz. */
const METER_SAMPLES = 1024;

export class MelodyLoop {
  readonly #samples: Float32Array<ArrayBuffer>;
  readonly #made: Uint8Array;

  /** @param sampleRateHz whole: the loop then is a whole number of samples. */
  constructor(readonly sampleRateHz: number) {
    this.#samples = new Float32Array(LOOP_SECONDS * sampleRateHz);
    this.#made = new Uint8Array(Math.ceil(this.#samples.length / STRETCH));
  }

  /** All of the loop. The caller does not write to it. */
  whole(): Float32Array<ArrayBuffer> {
    this.#make(0, this.#samples.length);
    return this.#samples;
  }

  /** The `count` samples that end at an instant, and the instant of the first. The caller owns them. */
  endingAt(
    seconds: number,
    count: number,
  ): { readonly samples: Float32Array<ArrayBuffer>; readonly startSeconds: number } {
    const samples = new Float32Array(count);
    const first = Math.round(seconds * this.sampleRateHz) - count;
    this.#copy(first, samples);
    return { samples, startSeconds: first / this.sampleRateHz };
  }

  /** Root mean square of the last 46 ms (at 22 050 Hz) before an instant, 0..1. */
  levelAt(seconds: number): number {
    const { samples } = this.endingAt(seconds, METER_SAMPLES);
    const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
    return Math.sqrt(energy / samples.length);
  }

  /** The melody has been playing for ever: before time 0 lies the end of a loop. */
  #copy(first: number, into: Float32Array): void {
    const { length } = this.#samples;
    for (let done = 0; done < into.length; ) {
      const at = (((first + done) % length) + length) % length;
      const count = Math.min(into.length - done, length - at);
      this.#make(at, at + count);
      into.set(this.#samples.subarray(at, at + count), done);
      done += count;
    }
  }

  #make(from: number, to: number): void {
    for (let stretch = Math.floor(from / STRETCH); stretch * STRETCH < to; stretch += 1) {
      if (this.#made[stretch] === 1) continue;
      this.#made[stretch] = 1;
      const first = stretch * STRETCH;
      addNotes(MELODY, this.#samples.subarray(first, first + STRETCH), first, this.sampleRateHz);
    }
  }
}
