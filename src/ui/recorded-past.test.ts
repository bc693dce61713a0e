import { describe, expect, it } from 'vitest';
import { COLUMN, ROW_LENGTH, type RowTable } from '../protocol/packed-row';
import { RecordedPast } from './recorded-past';

interface Given {
  readonly requestId: number;
  readonly endedAt: number;
  readonly segments?: number;
  readonly lost?: boolean;
}

function tableOf(given: readonly Given[], segmentsAt: readonly number[] = []): RowTable {
  const rows = new Float64Array(given.length * ROW_LENGTH).fill(Number.NaN);
  given.forEach(({ requestId, endedAt, segments = 1, lost = false }, index) => {
    const put = (column: number, value: number) => {
      rows[index * ROW_LENGTH + column] = value;
    };
    put(COLUMN.requestId, requestId);
    put(COLUMN.tenant, 0);
    put(COLUMN.executor, 0);
    put(COLUMN.outcome, lost ? 3 : 0);
    put(COLUMN.arrivedAt, endedAt - 10);
    put(COLUMN.endedAt, endedAt);
    put(COLUMN.segments, segments);
    if (!lost) put(COLUMN.completedAt, endedAt);
  });
  return { tenantIds: ['a'], executorIds: ['x'], rows, segmentsAt: Float64Array.from(segmentsAt) };
}

describe('a recorded past', () => {
  it('tells rows by number, with the segments of those that ran in several', () => {
    const given = [
      { requestId: 7, endedAt: 10 },
      { requestId: 8, endedAt: 20, segments: 2 },
      { requestId: 9, endedAt: 30, lost: true },
      { requestId: 10, endedAt: 40, segments: 2 },
    ];
    const past = new RecordedPast(tableOf(given, [11, 13, 15, 20, 31, 34, 36, 40]));
    expect([past.oldest, past.end, past.slots]).toEqual([0, 4, 4]);
    expect([0, 1, 2, 3].map((row) => past.piecesOf(row))).toEqual([1, 2, 0, 2]);
    expect([past.pieceStart(3, 1), past.pieceEnd(3, 1)]).toEqual([36, 40]);
    expect(past.rowAt(1)).toMatchObject({ requestId: 8, tenantId: 'a', segmentsAt: [11, 13, 15, 20] });
    expect(past.rowAt(0)?.segmentsAt).toBeNull();
    expect(past.rowAt(4)).toBeUndefined();
    expect([past.find(9), past.find(1)]).toEqual([2, -1]);
  });

  it('takes a request whose segments are not in the recording as one piece', () => {
    const past = new RecordedPast(tableOf([{ requestId: 1, endedAt: 10, segments: 3 }], [1, 2]));
    expect(past.piecesOf(0)).toBe(1);
    expect(past.rowAt(0)?.segmentsAt).toBeNull();
  });

  it('puts rows into the order in which they ended, each with its own segments', () => {
    const given = [
      { requestId: 2, endedAt: 40, segments: 2 },
      { requestId: 1, endedAt: 20, segments: 2 },
    ];
    const past = new RecordedPast(tableOf(given, [31, 34, 36, 40, 11, 13, 15, 20]));
    expect([past.rowAt(0)?.requestId, past.rowAt(1)?.requestId]).toEqual([1, 2]);
    expect(past.rowAt(0)?.segmentsAt).toEqual([11, 13, 15, 20]);
    expect(past.rowAt(1)?.segmentsAt).toEqual([31, 34, 36, 40]);
  });

  it('never has the generation of another past', () => {
    const table = tableOf([{ requestId: 1, endedAt: 10 }]);
    expect(new RecordedPast(table).generation).not.toBe(new RecordedPast(table).generation);
  });
});
