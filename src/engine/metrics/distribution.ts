/**
 * One latency-like quantity as an HDR histogram (3 significant digits, 1 µs to 1 h), with exact mean and maximum.
 * It knows nothing of requests or tenants.
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

/** Collects samples in ms and tells their distribution. */
export class DistributionRecorder {
  readonly #histogram = createHistogram();
  readonly #rule: (n: number, p: number) => number | null;
  #n = 0;
  #sum = 0;
  #max = 0;

  constructor(rule = createPercentileRule()) {
    this.#rule = rule;
  }

  /** @param valueMs ≥ 0; a sample below 1 µs counts as 1 µs in the histogram, as itself in the mean. */
  record(valueMs: number): void {
    const microseconds = Math.round(valueMs * MICROSECONDS_PER_MS);
    this.#histogram.recordValue(Math.min(HIGHEST_MICROSECONDS, Math.max(1, microseconds)));
    this.#n += 1;
    this.#sum += valueMs;
    this.#max = Math.max(this.#max, valueMs);
  }

  distribution(): Distribution {
    const n = this.#n;
    return {
      n,
      mean: n === 0 ? null : this.#sum / n,
      p50: this.#percentile(0.5),
      p90: this.#percentile(0.9),
      p95: this.#percentile(0.95),
      p99: this.#percentile(0.99),
      max: n === 0 ? null : this.#max,
    };
  }

  #percentile(p: number): number | null {
    const rank = this.#rule(this.#n, p);
    if (rank === null) return null;
    const percent = ((this.#n - rank + 1) / this.#n) * 100;
    return Math.min(this.#max, this.#histogram.getValueAtPercentile(percent) / MICROSECONDS_PER_MS);
  }
}
