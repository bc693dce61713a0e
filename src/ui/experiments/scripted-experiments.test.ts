import { describe, expect, it } from 'vitest';
import { COLUMN, ROW_LENGTH } from '../../protocol/packed-row';
import { rowsUntil } from './scripted-experiments';

/** Rows that end at these instants, with so many segments each; segment k of row r lies at [100 r + k, 100 r + k]. */
function tableOf(ends: readonly number[], segments: readonly number[]) {
  const rows = new Float64Array(ends.length * ROW_LENGTH);
  ends.forEach((end, index) => {
    rows[index * ROW_LENGTH + COLUMN.requestId] = index;
    rows[index * ROW_LENGTH + COLUMN.endedAt] = end;
    rows[index * ROW_LENGTH + COLUMN.segments] = segments[index] ?? 0;
  });
  const instants = segments.flatMap((count, row) =>
    count < 2 ? [] : Array.from({ length: 2 * count }, (_, index) => 100 * row + Math.floor(index / 2)),
  );
  return { tenantIds: ['a'], executorIds: ['x'], rows, segmentsAt: Float64Array.from(instants) };
}

describe('requests of a window that has ended', () => {
  it('those that ended later are left out, with their segments', () => {
    const table = rowsUntil(tableOf([10, 99, 20], [2, 3, 2]), 50);
    const ids = [0, 1].map((index) => table.rows[index * ROW_LENGTH + COLUMN.requestId]);
    expect(table.rows).toHaveLength(2 * ROW_LENGTH);
    expect(ids).toEqual([0, 2]);
    expect([...table.segmentsAt]).toEqual([0, 0, 1, 1, 200, 200, 201, 201]);
  });

  it('rows in one piece have no segments to skip', () => {
    const table = rowsUntil(tableOf([99, 10, 20], [1, 0, 2]), 50);
    expect([...table.segmentsAt]).toEqual([200, 200, 201, 201]);
  });

  it('is the table itself when nothing came later', () => {
    const table = tableOf([10, 20], [1, 1]);
    expect(rowsUntil(table, 50)).toBe(table);
  });
});
