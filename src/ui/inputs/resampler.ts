/**
 * A sound at another rate, as it goes on: a windowed sinc whose cut-off lies below half of the lower rate, so that nothing
 * is heard at a pitch that it does not have. What was made is kept; each sample is made once.
 */
import { SoundTape } from './sound-tape';

/** Zero crossings of the sinc to either side: the filter's slope then ends at half of the lower rate. */
const CROSSINGS = 24;
/** Share of half the lower rate that passes; the rest is the filter's slope. */
const PASS = 0.92;
/** Blackman–Harris, 4 terms: its side lobes lie below −92 dB. */
const WINDOW = [0.35875, 0.48829, 0.14128, 0.01168] as const;
/** Positions between two samples that the filter is worked out for; between them the nearest is taken: −60 dB at worst. */
const PHASES = 512;

export class Resampler {
  readonly #out: SoundTape;
  /** Samples of the source for one of the result. */
  readonly #step: number;
  /** Of the filter to either side, in samples of the source. */
  readonly #reach: number;
  readonly #filters: readonly Float32Array[];

  /** @param seconds how much is kept. */
  constructor(
    private readonly source: SoundTape,
    sampleRateHz: number,
    seconds: number,
  ) {
    this.#out = new SoundTape(sampleRateHz, seconds);
    this.#step = source.sampleRateHz / sampleRateHz;
    const cutOff = PASS * Math.min(1, 1 / this.#step); // of half the source's rate
    this.#reach = Math.ceil(CROSSINGS / cutOff);
    this.#filters = Array.from({ length: PHASES + 1 }, (_, phase) =>
      filterAt(phase / PHASES, this.#reach, cutOff),
    );
  }

  /** The newest `count` samples; silence where there have not been so many. The caller owns them. */
  newest(count: number): Float32Array<ArrayBuffer> {
    this.#catchUp();
    return this.#out.newest(count);
  }

  #catchUp(): void {
    const { source } = this;
    // Of a long silence of whoever asks, only what is still known is made; the rest is skipped, in step.
    const first = Math.ceil((source.oldest + this.#reach) / this.#step);
    const skipped = first - this.#out.length;
    if (source.oldest > 0 && skipped > 0) this.#out.push(new Float32Array(skipped));
    const last = Math.floor((source.length - 1 - this.#reach) / this.#step);
    const from = this.#out.length;
    const made = new Float32Array(Math.max(0, last + 1 - from));
    const begin = Math.floor(from * this.#step) - this.#reach;
    const piece = source.copy(begin, Math.ceil(made.length * this.#step) + 2 * this.#reach + 2);
    for (let index = 0; index < made.length; index += 1) {
      const place = (from + index) * this.#step;
      const whole = Math.floor(place);
      const filter = this.#filters[Math.round((place - whole) * PHASES)] as Float32Array; // PHASES + 1 of them
      made[index] = weighted(filter, piece, whole - this.#reach - begin);
    }
    this.#out.push(made);
  }
}

function weighted(filter: Float32Array, samples: Float32Array, first: number): number {
  let sum = 0;
  for (let tap = 0; tap < filter.length; tap += 1) {
    sum += (filter[tap] as number) * (samples[first + tap] ?? 0); // tap < length
  }
  return sum;
}

/** Taps for a place `fraction` beyond a sample; they add up to 1. */
function filterAt(fraction: number, reach: number, cutOff: number): Float32Array {
  const taps = Float32Array.from({ length: 2 * reach + 2 }, (_, tap) => {
    const away = tap - reach - fraction;
    const angle = Math.PI * cutOff * away;
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
    return sinc * windowAt(away / (reach + 1));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

/** @param at −1..1 over the window. */
function windowAt(at: number): number {
  if (Math.abs(at) >= 1) return 0;
  const angle = Math.PI * (at + 1);
  const [a, b, c, d] = WINDOW;
  return a - b * Math.cos(angle) + c * Math.cos(2 * angle) - d * Math.cos(3 * angle);
}
