/** The newest seconds of a sound that goes on: samples counted from its beginning, the oldest forgotten. It knows no device. */

export class SoundTape {
  readonly #ring: Float32Array<ArrayBuffer>;
  #written = 0;

  constructor(
    readonly sampleRateHz: number,
    seconds: number,
  ) {
    this.#ring = new Float32Array(Math.ceil(sampleRateHz * seconds));
  }

  /** How many samples there have been. */
  get length(): number {
    return this.#written;
  }

  /** The number of the oldest sample that is still known. */
  get oldest(): number {
    return Math.max(0, this.#written - this.#ring.length);
  }

  push(block: Float32Array): void {
    const ring = this.#ring;
    const kept = block.subarray(Math.max(0, block.length - ring.length));
    const at = (this.#written + block.length - kept.length) % ring.length;
    const head = Math.min(kept.length, ring.length - at);
    ring.set(kept.subarray(0, head), at);
    ring.set(kept.subarray(head), 0);
    this.#written += block.length;
  }

  /** `count` samples from number `first` on; 0 before the first, after the last and where they are forgotten. The caller owns them. */
  copy(first: number, count: number): Float32Array<ArrayBuffer> {
    const samples = new Float32Array(count);
    const ring = this.#ring;
    const end = Math.min(first + count, this.#written);
    for (let at = Math.max(first, this.oldest); at < end; ) {
      const place = at % ring.length;
      const run = Math.min(end - at, ring.length - place);
      samples.set(ring.subarray(place, place + run), at - first);
      at += run;
    }
    return samples;
  }

  /** The newest `count` samples; silence where there are not so many. The caller owns them. */
  newest(count: number): Float32Array<ArrayBuffer> {
    return this.copy(this.#written - count, count);
  }
}
