/**
 * One latency-like quantity: its samples themselves while they are few, then an HDR histogram (3 significant digits,
 * 1 µs to 1 h); mean and maximum are always exact. It knows nothing of requests or tenants.
 */
// The package's own door pulls in a WebAssembly variant that needs `eval`; its factory alone is plain JavaScript.
import { constructorFromBucketSize } from 'hdr-histogram-js/dist/JsHistogramFactory.js';
import type { Distribution } from '../../domain/run-file';
import { createPercentileRule } from './early-stopping';

const MICROSECONDS_PER_MS = 1000;
const HIGHEST_MICROSECONDS = 3_600_000_000;
const Histogram = constructorFromBucketSize(32);

/** Grows when a sample is longer than 2 s. */
function createHistogram(): InstanceType<typeof Histogram> {
  const histogram = new Histogram(1, 2_000_000, 3);
  histogram.autoResize = true;
  return histogram;
}

/**
 * Samples kept as they are. A rolling window is summed up four times a second and seldom holds more: with a histogram
 * of 12 000 counters for each of its quantities, eight tenants took the engine 20 ms a snapshot.
 */
const EXACT = 4096;

/** Collects samples in ms and tells their distribution. */
export class DistributionRecorder {
  /** Null once there are too many of them. */
  #samples: number[] | null = [];
  #histogram: InstanceType<typeof Histogram> | null = null;
  readonly #rule: (n: number, p: number) => number | null;
  #n = 0;
  #sum = 0;
  #max = 0;

  constructor(rule = createPercentileRule()) {
    this.#rule = rule;
  }

  /** @param valueMs ≥ 0; a sample below 1 µs counts as 1 µs in the histogram, as itself in the mean. */
  record(valueMs: number): void {
    this.#n += 1;
    this.#sum += valueMs;
    this.#max = Math.max(this.#max, valueMs);
    if (this.#samples === null) this.#count(valueMs);
    else this.#samples.push(valueMs);
    if (this.#samples !== null && this.#samples.length > EXACT) this.#pourOver(this.#samples);
  }

  #pourOver(samples: readonly number[]): void {
    this.#samples = null;
    for (const valueMs of samples) this.#count(valueMs);
  }

  #count(valueMs: number): void {
    this.#histogram ??= createHistogram();
    const microseconds = Math.round(valueMs * MICROSECONDS_PER_MS);
    this.#histogram.recordValue(Math.min(HIGHEST_MICROSECONDS, Math.max(1, microseconds)));
  }

  /** In ms; null without samples. */
  get mean(): number | null {
    return this.#n === 0 ? null : this.#sum / this.#n;
  }

  distribution(): Distribution {
    const n = this.#n;
    const sorted = this.#samples === null ? null : new Float64Array(this.#samples).sort();
    return {
      n,
      mean: this.mean,
      p50: this.#percentile(0.5, sorted),
      p90: this.#percentile(0.9, sorted),
      p95: this.#percentile(0.95, sorted),
      p99: this.#percentile(0.99, sorted),
      max: n === 0 ? null : this.#max,
    };
  }

  /** @param sorted all samples, ascending; null when only the histogram knows them. */
  #percentile(p: number, sorted: Float64Array | null): number | null {
    const rank = this.#rule(this.#n, p);
    if (rank === null) return null;
    if (sorted !== null) return sorted[this.#n - rank] ?? null;
    const percent = ((this.#n - rank + 1) / this.#n) * 100;
    const microseconds = this.#histogram?.getValueAtPercentile(percent) ?? 0;
    return Math.min(this.#max, microseconds / MICROSECONDS_PER_MS);
  }
}
