/** Request records packed into a Float64Array: one row per finished request, for the raw lane to the UI. */
import type { RequestRecord } from '../domain/request';
import { OUTCOMES, type RecordRow, ROW_LENGTH, RowCursor, type RowTable } from './packed-row';

export type { RecordRow } from './packed-row';
export type RecordBatch = RowTable;

/** Packs records in order. */
export function packRecords(records: readonly RequestRecord[]): RecordBatch {
  const tenantIds = [...new Set(records.map((record) => record.tenantId))];
  const executorIds = [...new Set(records.map((record) => record.executorId))];
  const rows = new Float64Array(records.length * ROW_LENGTH);
  records.forEach((record, index) => {
    rows.set(
      [
        record.requestId,
        tenantIds.indexOf(record.tenantId),
        executorIds.indexOf(record.executorId),
        OUTCOMES.indexOf(record.outcome),
        record.arrivedAt,
        record.deadlineAt ?? Number.NaN,
        record.issuedAt ?? Number.NaN,
        record.stamps?.startedAt ?? Number.NaN,
        record.stamps?.preprocessedAt ?? Number.NaN,
        record.stamps?.computedAt ?? Number.NaN,
        record.stamps?.readAt ?? Number.NaN,
        record.stamps?.completedAt ?? Number.NaN,
        record.endedAt,
        record.stamps?.preemptedMs ?? Number.NaN,
        segmentsOf(record),
        record.cause?.parentId ?? Number.NaN,
        record.cause?.capturedAt ?? Number.NaN,
      ],
      index * ROW_LENGTH,
    );
  });
  return { tenantIds, executorIds, rows, segmentsAt: joined(records) };
}

const segmentsOf = ({ stamps, segmentsAt }: RequestRecord): number =>
  stamps === null ? 0 : segmentsAt === null ? 1 : segmentsAt.length / 2;

/** Segments of all records that ran in more than one. */
function joined(records: readonly RequestRecord[]): Float64Array {
  const all = records
    .filter((record) => segmentsOf(record) > 1)
    .map(({ segmentsAt }) => segmentsAt as Float64Array); // more than one segment: it has them
  const segmentsAt = new Float64Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of all) {
    segmentsAt.set(one, at);
    at += one.length;
  }
  return segmentsAt;
}

/** Unpacks a batch, oldest row first. */
export function unpackRecords(batch: RecordBatch): RecordRow[] {
  const cursor = new RowCursor(batch);
  return Array.from({ length: batch.rows.length / ROW_LENGTH }, (_, index) => cursor.standOn(index).copy());
}
