/**
 * Every request that ended since the window opened, packed into chunks of rows: nothing is allocated for a request but its
 * row. Bounded by memory: when that is used up, the first requests stay and later ones are left out. It knows no figures.
 */
import type { RequestRecord } from '../domain/request';
import { ROW_LENGTH, type RowTable } from '../protocol/packed-row';
import { segmentsOf, writeRow } from '../protocol/record-batch';

/** 10 minutes of 1000 requests a second in one piece take 82 MB. */
const MOST_BYTES = 100_000_000;
const CHUNK_ROWS = 8192;

/** Numbers one after the other in arrays of equal length: growing moves nothing. */
class Chunks {
  readonly #chunks: Float64Array[] = [];
  length = 0;

  constructor(private readonly chunkLength: number) {}

  /** Of what is allocated when `count` more numbers are held. */
  bytesWith(count: number): number {
    const chunks = Math.max(this.#chunks.length, Math.ceil((this.length + count) / this.chunkLength));
    return chunks * this.chunkLength * Float64Array.BYTES_PER_ELEMENT;
  }

  /** The array that the next number goes into. */
  get tail(): Float64Array {
    const index = Math.floor(this.length / this.chunkLength);
    let chunk = this.#chunks[index];
    if (chunk === undefined) {
      chunk = new Float64Array(this.chunkLength);
      this.#chunks.push(chunk);
    }
    return chunk;
  }

  get tailAt(): number {
    return this.length % this.chunkLength;
  }

  push(numbers: Float64Array): void {
    for (const one of numbers) {
      this.tail[this.tailAt] = one;
      this.length += 1;
    }
  }

  joined(): Float64Array<ArrayBuffer> {
    const all = new Float64Array(this.length);
    this.#chunks.forEach((chunk, index) => {
      const at = index * this.chunkLength;
      if (at < this.length) all.set(chunk.subarray(0, Math.min(this.chunkLength, this.length - at)), at);
    });
    return all;
  }

  /** Forgets all; one chunk stays for what comes next. */
  clear(): void {
    this.length = 0;
    this.#chunks.length = Math.min(1, this.#chunks.length);
  }
}

export class RunRecorder {
  /** Whether requests were left out since the last clearing. */
  truncated = false;
  readonly #rows = new Chunks(CHUNK_ROWS * ROW_LENGTH);
  readonly #segments = new Chunks(CHUNK_ROWS);
  readonly #tenants = new Map<string, number>();
  readonly #executors = new Map<string, number>();

  /** @param mostBytes that chunks may take. */
  constructor(private readonly mostBytes = MOST_BYTES) {}

  get count(): number {
    return this.#rows.length / ROW_LENGTH;
  }

  add(record: RequestRecord): void {
    const segments = segmentsOf(record) > 1 ? record.segmentsAt : null;
    if (this.truncated || !this.#fits(segments?.length ?? 0)) {
      this.truncated = true; // those that are kept are the first ones, without a gap
      return;
    }
    const tenant = numberOf(record.tenantId, this.#tenants);
    const executor = numberOf(record.executorId, this.#executors);
    writeRow(this.#rows.tail, this.#rows.tailAt, record, tenant, executor);
    this.#rows.length += ROW_LENGTH;
    if (segments !== null) this.#segments.push(segments);
  }

  /** All that is kept, as a copy: recording goes on. */
  table(): RowTable & {
    readonly rows: Float64Array<ArrayBuffer>;
    readonly segmentsAt: Float64Array<ArrayBuffer>;
  } {
    return {
      tenantIds: [...this.#tenants.keys()],
      executorIds: [...this.#executors.keys()],
      rows: this.#rows.joined(),
      segmentsAt: this.#segments.joined(),
    };
  }

  clear(): void {
    this.truncated = false;
    this.#rows.clear();
    this.#segments.clear();
    this.#tenants.clear();
    this.#executors.clear();
  }

  #fits(segmentNumbers: number): boolean {
    return this.#rows.bytesWith(ROW_LENGTH) + this.#segments.bytesWith(segmentNumbers) <= this.mostBytes;
  }
}

/** Position of an id among those that were seen, in order of appearance. */
function numberOf(id: string, seen: Map<string, number>): number {
  const known = seen.get(id);
  if (known !== undefined) return known;
  seen.set(id, seen.size);
  return seen.size - 1;
}
