/**
 * The raw lane: finished requests of the recent past, kept outside React for canvases to draw. Bounded: the oldest
 * rows are forgotten. It draws nothing and computes no figure.
 */
import { type RecordBatch, type RecordRow, unpackRecords } from '../protocol/record-batch';

/** Enough for 20 s at 800 requests a second. */
const CAPACITY = 16_384;

export class RecordHistory {
  #rows: RecordRow[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #capacity: number;

  constructor(capacity = CAPACITY) {
    this.#capacity = capacity;
  }

  push(batch: RecordBatch): void {
    for (const row of unpackRecords(batch)) this.#rows.push(row);
    // Trimming at twice the capacity keeps the cost of a push constant on average.
    if (this.#rows.length > 2 * this.#capacity) this.#rows = this.#rows.slice(-this.#capacity);
    for (const listener of this.#listeners) listener();
  }

  /** Rows that ended at or after `at` (ms since the epoch, engine clock), oldest first. */
  rowsSince(at: number): readonly RecordRow[] {
    const rows = this.#rows;
    const oldest = Math.max(0, rows.length - this.#capacity);
    let start = rows.length;
    while (start > oldest && (rows[start - 1]?.endedAt ?? 0) >= at) start -= 1;
    return rows.slice(start);
  }

  /** Instant at which the newest row ended; null when there is none. */
  get newestAt(): number | null {
    return this.#rows.at(-1)?.endedAt ?? null;
  }

  clear(): void {
    this.#rows = [];
    for (const listener of this.#listeners) listener();
  }

  /** Calls `listener` after each batch; returns the function that unsubscribes. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
