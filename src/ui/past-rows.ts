/**
 * Finished requests of the recent past, packed in memory that is taken once: a ring of rows and a ring of the segments
 * they ran in. A row keeps its number for good, so that an index over them can catch up. It draws nothing and tells nobody.
 */
import { COLUMN, ROW_LENGTH, RowCursor } from '../protocol/packed-row';
import type { RecordBatch, RecordRow } from '../protocol/record-batch';
import { NameNumbers } from './name-numbers';
import { SegmentRing, slotsFor } from './segment-ring';

/** A row with its segments, to keep. */
export type RowWithSegments = RecordRow & {
  /** Start and end of each, one after the other; null when it ran in one piece or they are forgotten. */
  readonly segmentsAt: readonly number[] | null;
};

/** What can be read of the past without an object per row. Rows have numbers from `oldest` to before `end`. */
export interface PastRows {
  readonly oldest: number;
  readonly end: number;
  /** A power of two: two rows that are kept never have the same number modulo this. */
  readonly slots: number;
  /**
   * Of rows that belong together: a copy has that of its original, and both mean the same by the same numbers. Another
   * one after each `clear`.
   */
  readonly generation: number;
  /** By the numbers in columns `tenant` and `executor`. */
  readonly tenantIds: readonly string[];
  readonly executorIds: readonly string[];
  /** @param column of `COLUMN`; NaN where the request never got there. */
  value(row: number, column: number): number;
  /** Bars that it is drawn as: its segments, 1 when it ran in one piece or they are forgotten, 0 when it never ran. */
  piecesOf(row: number): number;
  /** Of one of several pieces, ms since the epoch. */
  pieceStart(row: number, piece: number): number;
  pieceEnd(row: number, piece: number): number;
  /** An object of its own, which stays what it is; undefined when the row is not kept. */
  rowAt(row: number): RowWithSegments | undefined;
  /** Number of the row of a request; −1 when it is not kept. */
  find(requestId: number): number;
}

/** Pasts and their clears so far: each has a number of its own. */
let generations = 0;
/** For a past that shares no rows with any other. */
export const nextGeneration = (): number => generations++;

export class PackedPast implements PastRows {
  generation = nextGeneration();
  readonly slots: number;
  readonly #rows: Float64Array;
  /** By row: number of its first segment; −1 without any. */
  readonly #segmentOf: Float64Array;
  #segments: SegmentRing;
  readonly #tenants = new NameNumbers();
  readonly #executors = new NameNumbers();
  readonly #mask: number;
  /** Rows written since the page opened: row number n lies at n modulo the slots. */
  #written = 0;
  /** Rows before this number were cleared. */
  #clearedUntil = 0;

  /** @param capacity rows kept, 144 bytes each; @param segments segments kept, 16 bytes each. */
  constructor(
    private readonly capacity: number,
    segments: number,
  ) {
    this.slots = slotsFor(capacity);
    this.#mask = this.slots - 1;
    this.#rows = new Float64Array(this.slots * ROW_LENGTH);
    this.#segmentOf = new Float64Array(this.slots);
    this.#segments = new SegmentRing(segments);
  }

  get oldest(): number {
    return Math.max(this.#clearedUntil, this.#written - this.capacity);
  }
  get end(): number {
    return this.#written;
  }
  get tenantIds(): readonly string[] {
    return this.#tenants.list;
  }
  get executorIds(): readonly string[] {
    return this.#executors.list;
  }

  write(batch: RecordBatch): void {
    const tenantOf = batch.tenantIds.map((id) => this.#tenants.numberOf(id));
    const executorOf = batch.executorIds.map((id) => this.#executors.numberOf(id));
    const rows = this.#rows;
    let segment = 0;
    for (let from = 0; from < batch.rows.length; from += ROW_LENGTH) {
      const slot = this.#written & this.#mask;
      const to = slot * ROW_LENGTH;
      for (let column = 0; column < ROW_LENGTH; column += 1) {
        rows[to + column] = batch.rows[from + column] ?? Number.NaN;
      }
      rows[to + COLUMN.tenant] = tenantOf[rows[to + COLUMN.tenant] ?? -1] ?? -1;
      rows[to + COLUMN.executor] = executorOf[rows[to + COLUMN.executor] ?? -1] ?? -1;
      const segments = rows[to + COLUMN.segments] ?? 0;
      this.#segmentOf[slot] = segments > 1 ? this.#segments.push(batch.segmentsAt, segment, segments) : -1;
      if (segments > 1) segment += segments;
      this.#written += 1;
    }
  }

  clear(): void {
    this.#clearedUntil = this.#written;
    this.generation = nextGeneration();
    this.#tenants.clear();
    this.#executors.clear();
  }

  value(row: number, column: number): number {
    return this.#rows[(row & this.#mask) * ROW_LENGTH + column] ?? Number.NaN;
  }

  piecesOf(row: number): number {
    if (Number.isNaN(this.value(row, COLUMN.completedAt))) return 0;
    return this.#segments.holds(this.#segmentOf[row & this.#mask] ?? -1)
      ? this.value(row, COLUMN.segments)
      : 1;
  }

  pieceStart(row: number, piece: number): number {
    return this.#segments.startOf((this.#segmentOf[row & this.#mask] ?? 0) + piece);
  }

  pieceEnd(row: number, piece: number): number {
    return this.#segments.endOf((this.#segmentOf[row & this.#mask] ?? 0) + piece);
  }

  rowAt(row: number): RowWithSegments | undefined {
    if (row < this.oldest || row >= this.end) return undefined;
    return {
      ...this.cursor()
        .standOn(row & this.#mask)
        .copy(),
      segmentsAt: this.#segmentsOf(row),
    };
  }

  find(requestId: number): number {
    for (let row = this.end - 1; row >= this.oldest; row -= 1)
      if (this.value(row, COLUMN.requestId) === requestId) return row;
    return -1;
  }

  /** Looks at the ring's places: row n is at n modulo the slots. */
  cursor(): RowCursor {
    return new RowCursor({
      tenantIds: this.#tenants.list,
      executorIds: this.#executors.list,
      rows: this.#rows,
      segmentsAt: NO_SEGMENTS,
    });
  }

  /** The past as it is now: it stays so while this one goes on. */
  copy(): PastRows {
    const copy = new PackedPast(this.capacity, 0);
    copy.#rows.set(this.#rows);
    copy.#segmentOf.set(this.#segmentOf);
    copy.#segments = this.#segments.copy();
    copy.generation = this.generation;
    copy.#tenants.list = [...this.#tenants.list];
    copy.#executors.list = [...this.#executors.list];
    copy.#written = this.#written;
    copy.#clearedUntil = this.#clearedUntil;
    return copy;
  }

  #segmentsOf(row: number): readonly number[] | null {
    const pieces = this.piecesOf(row);
    if (pieces < 2) return null;
    return Array.from({ length: 2 * pieces }, (_, at) =>
      at % 2 === 0 ? this.pieceStart(row, at / 2) : this.pieceEnd(row, (at - 1) / 2),
    );
  }
}

const NO_SEGMENTS = new Float64Array(0);
