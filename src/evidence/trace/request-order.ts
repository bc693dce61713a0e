/** Rows of a recording in another order than they ended in, and the segments of each. It draws nothing. */
import { COLUMN, ROW_LENGTH, type RowTable } from '../../protocol/packed-row';

/** Where each row's instants of segments begin; −1 for a row that ran in one piece or never. */
export function segmentStarts({ rows }: RowTable): Int32Array {
  const starts = new Int32Array(rows.length / ROW_LENGTH).fill(-1);
  let at = 0;
  for (let index = 0; index < starts.length; index++) {
    const segments = rows[index * ROW_LENGTH + COLUMN.segments] ?? 0;
    if (segments <= 1) continue;
    starts[index] = at;
    at += 2 * segments;
  }
  return starts;
}

/** Indices of rows from `first` on that have the column, in its order. */
export function orderedBy({ rows }: RowTable, column: number, first: number): Uint32Array {
  const count = rows.length / ROW_LENGTH;
  const known: number[] = [];
  for (let index = first; index < count; index++) {
    if (!Number.isNaN(rows[index * ROW_LENGTH + column] ?? Number.NaN)) known.push(index);
  }
  return Uint32Array.from(known).sort(
    (a, b) => (rows[a * ROW_LENGTH + column] ?? 0) - (rows[b * ROW_LENGTH + column] ?? 0),
  );
}
