/**
 * The requests of a recording as a past to be read by number, over the table itself: a million rows are neither copied nor
 * made objects. Rows in another order than that in which they ended are put into it once. It draws nothing.
 */
import { COLUMN, ROW_LENGTH, RowCursor, type RowTable } from '../protocol/packed-row';
import { nextGeneration, type PastRows, type RowWithSegments } from './past-rows';
import { slotsFor } from './segment-ring';

export class RecordedPast implements PastRows {
  readonly oldest = 0;
  readonly end: number;
  readonly slots: number;
  readonly generation = nextGeneration();
  readonly tenantIds: readonly string[];
  readonly executorIds: readonly string[];
  readonly #rows: Float64Array;
  readonly #segmentsAt: Float64Array;
  /** By row: its first segment; −1 when it ran in one piece or they are not in the recording. */
  readonly #firstSegment: Int32Array;
  readonly #cursor: RowCursor;

  constructor(given: RowTable) {
    const table = inOrder(given);
    this.end = Math.floor(table.rows.length / ROW_LENGTH);
    this.slots = slotsFor(this.end);
    this.tenantIds = table.tenantIds;
    this.executorIds = table.executorIds;
    this.#rows = table.rows;
    this.#segmentsAt = table.segmentsAt;
    this.#firstSegment = firstSegments(table);
    this.#cursor = new RowCursor(table);
  }

  value(row: number, column: number): number {
    return this.#rows[row * ROW_LENGTH + column] ?? Number.NaN;
  }

  piecesOf(row: number): number {
    if (Number.isNaN(this.value(row, COLUMN.completedAt))) return 0;
    return (this.#firstSegment[row] ?? -1) < 0 ? 1 : this.value(row, COLUMN.segments);
  }

  pieceStart(row: number, piece: number): number {
    return this.#segmentsAt[2 * ((this.#firstSegment[row] ?? 0) + piece)] ?? Number.NaN;
  }

  pieceEnd(row: number, piece: number): number {
    return this.#segmentsAt[2 * ((this.#firstSegment[row] ?? 0) + piece) + 1] ?? Number.NaN;
  }

  rowAt(row: number): RowWithSegments | undefined {
    if (!(row >= 0 && row < this.end)) return undefined;
    const from = 2 * (this.#firstSegment[row] ?? -1);
    const count = 2 * this.piecesOf(row);
    const segmentsAt = from < 0 || count < 4 ? null : [...this.#segmentsAt.subarray(from, from + count)];
    return { ...this.#cursor.standOn(row).copy(), segmentsAt };
  }

  find(requestId: number): number {
    for (let at = this.end - 1; at >= 0; at -= 1)
      if (this.value(at, COLUMN.requestId) === requestId) return at;
    return -1;
  }
}

function firstSegments({ rows, segmentsAt }: RowTable): Int32Array {
  const count = Math.floor(rows.length / ROW_LENGTH);
  const first = new Int32Array(count).fill(-1);
  let next = 0;
  for (let row = 0; row < count; row += 1) {
    const segments = rows[row * ROW_LENGTH + COLUMN.segments] ?? 0;
    if (!(segments > 1)) continue;
    if (2 * (next + segments) <= segmentsAt.length) first[row] = next;
    next += segments;
  }
  return first;
}

/** The same table when its rows ascend by the instant at which they ended, else one in which they do. */
function inOrder(table: RowTable): RowTable {
  const count = Math.floor(table.rows.length / ROW_LENGTH);
  const endedAt = (row: number) => table.rows[row * ROW_LENGTH + COLUMN.endedAt] ?? 0;
  let ordered = true;
  for (let row = 1; row < count && ordered; row += 1) ordered = !(endedAt(row) < endedAt(row - 1));
  if (ordered) return table;
  const order = Uint32Array.from({ length: count }, (_, row) => row).sort((a, b) => endedAt(a) - endedAt(b));
  const first = firstSegments(table);
  const rows = new Float64Array(count * ROW_LENGTH);
  const segmentsAt: number[] = [];
  order.forEach((from, to) => {
    rows.set(table.rows.subarray(from * ROW_LENGTH, (from + 1) * ROW_LENGTH), to * ROW_LENGTH);
    const segments = table.rows[from * ROW_LENGTH + COLUMN.segments] ?? 0;
    const start = first[from] ?? -1;
    if (!(segments > 1)) return;
    for (let at = 2 * start; at < 2 * (start + segments); at += 1)
      segmentsAt.push(start < 0 ? Number.NaN : (table.segmentsAt[at] ?? Number.NaN));
  });
  return { ...table, rows, segmentsAt: Float64Array.from(segmentsAt) };
}
