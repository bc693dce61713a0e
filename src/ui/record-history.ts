/**
 * The raw lane: finished requests of the recent past with the segments they ran in, and when the set-up changed, kept
 * outside React for canvases to draw. Its memory is taken at the start (6.8 MB: 32 768 rows of 144 bytes and 131 072
 * segments of 16), so a long run holds what a short one does. It draws nothing and computes no figure.
 */
import type { Scenario } from '../domain/scenario';
import { RowCursor } from '../protocol/packed-row';
import type { RecordBatch, RecordRow } from '../protocol/record-batch';
import { PackedPast, type PastRows, type RowWithSegments } from './past-rows';

/** Enough for 20 s at 1600 requests a second, or four segments a request. */
const CAPACITY = 32_768;
const SEGMENTS = 131_072;
/** Changes of the set-up that are remembered. */
const NOTED = 64;

/**
 * Rows to be looked at, oldest first; an array of rows is one. A row that comes out may be one object whose fields
 * change with the next: whoever keeps rows asks for `rowsSince`.
 */
export interface RowScan extends Iterable<RecordRow> {
  readonly length: number;
  at(index: number): RecordRow | undefined;
}

/** A set-up and the instant from which on the engine told it, ms since the epoch. */
export interface NotedScenario {
  readonly at: number;
  readonly scenario: Scenario;
}

export class RecordHistory {
  readonly #past: PackedPast;
  readonly #cursor: RowCursor;
  readonly #listeners = new Set<() => void>();
  #scenarios: readonly NotedScenario[] = [];
  #newestText = '';

  constructor(capacity = CAPACITY, segments = SEGMENTS) {
    this.#past = new PackedPast(capacity, segments);
    this.#cursor = this.#past.cursor();
  }

  /** The same rows by number, without an object each. It changes with every batch. */
  get past(): PastRows {
    return this.#past;
  }

  /** The past as it is now, to keep. */
  copy(): PastRows {
    return this.#past.copy();
  }

  push(batch: RecordBatch): void {
    this.#past.write(batch);
    this.#tell();
  }

  /** Rows that ended at or after `at` (ms since the epoch, engine clock), oldest first; an object each, to keep. */
  rowsSince(at: number): readonly RecordRow[] {
    return Array.from(this.scanSince(at), keptRow);
  }

  /** The same with the segments of each. */
  rowsWithSegmentsSince(at: number): readonly RowWithSegments[] {
    const first = this.#firstSince(at);
    return Array.from({ length: this.#past.end - first }, (_, index) =>
      this.#past.rowAt(first + index),
    ).filter((row) => row !== undefined);
  }

  /** The same rows to look at only, without an object per row: for what is drawn many times a second. */
  scanSince(at: number): RowScan {
    const first = this.#firstSince(at);
    const past = this.#past;
    const { end } = past;
    const cursor = past.cursor();
    const rowAt = (index: number) => {
      const row = first + index;
      return index < 0 || row < past.oldest || row >= end ? undefined : cursor.standOn(row % past.slots);
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
    const { end, oldest } = this.#past;
    return end === oldest ? null : this.#cursor.standOn((end - 1) % this.#past.slots).endedAt;
  }

  /** Set-ups in the order in which they came into force, each different from the one before; the newest are kept. */
  get scenarios(): readonly NotedScenario[] {
    return this.#scenarios;
  }

  /** @param at when the engine told of it, ms since the epoch; told again unchanged it is not noted. */
  noteScenario(at: number, scenario: Scenario): void {
    const text = JSON.stringify(scenario);
    if (text === this.#newestText) return;
    this.#newestText = text;
    this.#scenarios = [...this.#scenarios.slice(1 - NOTED), { at, scenario }];
  }

  clear(): void {
    this.#past.clear();
    this.#scenarios = [];
    this.#newestText = '';
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

  #firstSince(at: number): number {
    const { end, oldest, slots } = this.#past;
    let first = end;
    while (first > oldest && this.#cursor.standOn((first - 1) % slots).endedAt >= at) first -= 1;
    return first;
  }
}

/** A row that may be kept. */
export const keptRow = (row: RecordRow): RecordRow => (row instanceof RowCursor ? row.copy() : row);
