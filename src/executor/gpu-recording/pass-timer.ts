/**
 * GPU time of passes by timestamp queries. What a browser tells is quantised (100 µs in Chromium unless told otherwise) and may
 * be zero or out of order: such pairs are counted as invalid, never as zero. Times of one run may be added up; those of runs
 * that share the GPU may not.
 */

/** What a device takes at most, less than the 4096 of the specification only for want of memory. */
const MOST_PAIRS = 2048;

export interface PassTimes {
  /** ms by pass; null where its two timestamps cannot be believed. */
  readonly ms: readonly (number | null)[];
  /** Smallest step between different timestamps, ms; null when all were the same. */
  readonly stepMs: number | null;
}

export class PassTimer {
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #pairs: number;

  /** @param passes at most so many are timed in one run; those beyond are not. */
  constructor(device: GPUDevice, passes: number) {
    this.#pairs = Math.max(1, Math.min(MOST_PAIRS, passes));
    this.#queries = device.createQuerySet({ type: 'timestamp', count: 2 * this.#pairs });
    this.#resolved = device.createBuffer({
      size: this.bytes,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
  }

  /** Of the resolved timestamps. */
  get bytes(): number {
    return 16 * this.#pairs;
  }

  /** For the pass number `pass`; undefined for those beyond the room that there is. */
  writes(pass: number): GPUComputePassTimestampWrites | undefined {
    if (pass >= this.#pairs) return undefined;
    return {
      querySet: this.#queries,
      beginningOfPassWriteIndex: 2 * pass,
      endOfPassWriteIndex: 2 * pass + 1,
    };
  }

  /** Appends what brings the timestamps of the first `passes` into a buffer that can be copied. */
  resolve(encoder: GPUCommandEncoder, passes: number): GPUBuffer {
    const pairs = Math.min(passes, this.#pairs);
    if (pairs > 0) encoder.resolveQuerySet(this.#queries, 0, 2 * pairs, this.#resolved, 0);
    return this.#resolved;
  }

  dispose(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
  }
}

/** @param stamps begin and end of each pass, ns, as resolved. */
export function passTimesOf(stamps: BigUint64Array, passes: number): PassTimes {
  const pairs = Math.min(passes, stamps.length / 2);
  const ms = Array.from({ length: pairs }, (_, pass) => {
    const begin = stamps[2 * pass] ?? 0n;
    const end = stamps[2 * pass + 1] ?? 0n;
    return begin === 0n || end <= begin ? null : Number(end - begin) / 1e6;
  });
  const sorted = [...new Set(stamps.slice(0, 2 * pairs))]
    .filter((stamp) => stamp !== 0n)
    .sort((a, b) => (a < b ? -1 : 1));
  let step: bigint | null = null;
  for (let index = 1; index < sorted.length; index++) {
    const gap = (sorted[index] as bigint) - (sorted[index - 1] as bigint); // both below its length
    if (step === null || gap < step) step = gap;
  }
  return { ms, stepMs: step === null ? null : Number(step) / 1e6 };
}
