/**
 * The raw lane: finished requests of the recent past, kept outside React for canvases to draw. They lie packed in
 * memory taken at the start (1.7 MB), so a long run holds what a short one does. It draws nothing and computes no figure.
 */
import { COLUMN, ROW_LENGTH, RowCursor } from '../protocol/packed-row';
import type { RecordBatch, RecordRow } from '../protocol/record-batch';

/** Enough for 20 s at 800 requests a second. */
const CAPACITY = 16_384;

/**
 * Rows to be looked at, oldest first; an array of rows is one. A row that comes out may be one object whose fields
 * change with the next: whoever keeps rows asks for `rowsSince`.
 */
export interface RowScan extends Iterable<RecordRow> {
  readonly length: number;
  at(index: number): RecordRow | undefined;
}

/** Gives every name a number, the same for the same name. */
class Names {
  readonly list: string[] = [];
  readonly #numberOf = new Map<string, number>();

  numberOf(name: string): number {
    const known = this.#numberOf.get(name);
    if (known !== undefined) return known;
    this.#numberOf.set(name, this.list.length);
    return this.list.push(name) - 1;
  }

  clear(): void {
    this.list.length = 0;
    this.#numberOf.clear();
  }
}

export class RecordHistory {
  readonly #rows: Float64Array;
  readonly #tenants = new Names();
  readonly #executors = new Names();
  readonly #cursor: RowCursor;
  readonly #listeners = new Set<() => void>();
  readonly #capacity: number;
  /** Rows written since the page opened: row number n lies at n modulo the capacity. */
  #written = 0;
  /** Rows before this number were cleared. */
  #clearedUntil = 0;

  constructor(capacity = CAPACITY) {
    this.#capacity = capacity;
    this.#rows = new Float64Array(capacity * ROW_LENGTH);
    this.#cursor = this.#newCursor();
  }

  push(batch: RecordBatch): void {
    const tenantOf = batch.tenantIds.map((id) => this.#tenants.numberOf(id));
    const executorOf = batch.executorIds.map((id) => this.#executors.numberOf(id));
    const rows = this.#rows;
    for (let from = 0; from < batch.rows.length; from += ROW_LENGTH) {
      const to = (this.#written % this.#capacity) * ROW_LENGTH;
      for (let column = 0; column < ROW_LENGTH; column += 1) {
        rows[to + column] = batch.rows[from + column] ?? Number.NaN;
      }
      rows[to + COLUMN.tenant] = tenantOf[rows[to + COLUMN.tenant] ?? -1] ?? -1;
      rows[to + COLUMN.executor] = executorOf[rows[to + COLUMN.executor] ?? -1] ?? -1;
      this.#written += 1;
    }
    this.#tell();
  }

  /** Rows that ended at or after `at` (ms since the epoch, engine clock), oldest first; an object each, to keep. */
  rowsSince(at: number): readonly RecordRow[] {
    return Array.from(this.scanSince(at), keptRow);
  }

  /** The same rows to look at only, without an object per row: for what is drawn many times a second. */
  scanSince(at: number): RowScan {
    const first = this.#firstSince(at);
    const end = this.#written;
    const cursor = this.#newCursor();
    const rowAt = (index: number) => {
      const row = first + index;
      return index < 0 || row < this.#oldest || row >= end ? undefined : this.#standOn(cursor, row);
    };
    return {
      length: end - first,
      at: rowAt,
      *[Symbol.iterator]() {
        for (let index = 0; index < end - first; index += 1) {
          const row = rowAt(index);
          if (row !== undefined) yield row;
        }
      },
    };
  }

  /** Instant at which the newest row ended; null when there is none. */
  get newestAt(): number | null {
    if (this.#written === this.#oldest) return null;
    return this.#standOn(this.#cursor, this.#written - 1).endedAt;
  }

  clear(): void {
    this.#clearedUntil = this.#written;
    this.#tenants.clear();
    this.#executors.clear();
    this.#tell();
  }

  /** Calls `listener` after each batch; returns the function that unsubscribes. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  get #oldest(): number {
    return Math.max(this.#clearedUntil, this.#written - this.#capacity);
  }

  #firstSince(at: number): number {
    let first = this.#written;
    while (first > this.#oldest && this.#standOn(this.#cursor, first - 1).endedAt >= at) first -= 1;
    return first;
  }

  #newCursor(): RowCursor {
    return new RowCursor({
      tenantIds: this.#tenants.list,
      executorIds: this.#executors.list,
      rows: this.#rows,
      segmentsAt: NO_SEGMENTS,
    });
  }

  #standOn(cursor: RowCursor, row: number): RowCursor {
    return cursor.standOn(row % this.#capacity);
  }
}

const NO_SEGMENTS = new Float64Array(0);

/** A row that may be kept. */
export const keptRow = (row: RecordRow): RecordRow => (row instanceof RowCursor ? row.copy() : row);
