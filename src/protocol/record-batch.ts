/** Request records packed into a Float64Array: one row per finished request, for the raw lane to the UI. */
import type { RequestRecord } from '../domain/request';
import { COLUMN, OUTCOMES, type RecordRow, ROW_LENGTH, RowCursor, type RowTable } from './packed-row';

export type { RecordRow } from './packed-row';
export type RecordBatch = RowTable;

/** Packs records in order. */
export function packRecords(records: readonly RequestRecord[]): RecordBatch {
  const tenantIds = [...new Set(records.map((record) => record.tenantId))];
  const executorIds = [...new Set(records.map((record) => record.executorId))];
  const rows = new Float64Array(records.length * ROW_LENGTH);
  records.forEach((record, index) => {
    const names = [tenantIds.indexOf(record.tenantId), executorIds.indexOf(record.executorId)] as const;
    writeRow(rows, index * ROW_LENGTH, record, ...names);
  });
  return { tenantIds, executorIds, rows, segmentsAt: joined(records) };
}

/**
 * Writes a record as a row that begins at `at`; makes no object.
 * @param tenant,executor positions of its ids in the table's lists.
 */
export function writeRow(
  rows: Float64Array,
  at: number,
  record: RequestRecord,
  tenant: number,
  executor: number,
): void {
  const { stamps, cause, gpuMs } = record;
  rows[at + COLUMN.requestId] = record.requestId;
  rows[at + COLUMN.tenant] = tenant;
  rows[at + COLUMN.executor] = executor;
  rows[at + COLUMN.outcome] = OUTCOMES.indexOf(record.outcome);
  rows[at + COLUMN.arrivedAt] = record.arrivedAt;
  rows[at + COLUMN.deadlineAt] = record.deadlineAt ?? Number.NaN;
  rows[at + COLUMN.issuedAt] = record.issuedAt ?? Number.NaN;
  rows[at + COLUMN.startedAt] = stamps?.startedAt ?? Number.NaN;
  rows[at + COLUMN.preprocessedAt] = stamps?.preprocessedAt ?? Number.NaN;
  rows[at + COLUMN.computedAt] = stamps?.computedAt ?? Number.NaN;
  rows[at + COLUMN.readAt] = stamps?.readAt ?? Number.NaN;
  rows[at + COLUMN.completedAt] = stamps?.completedAt ?? Number.NaN;
  rows[at + COLUMN.endedAt] = record.endedAt;
  rows[at + COLUMN.preemptedMs] = stamps?.preemptedMs ?? Number.NaN;
  rows[at + COLUMN.segments] = segmentsOf(record);
  rows[at + COLUMN.parentId] = cause?.parentId ?? Number.NaN;
  rows[at + COLUMN.capturedAt] = cause?.capturedAt ?? Number.NaN;
  rows[at + COLUMN.issueMs] = record.issueMs ?? Number.NaN;
  rows[at + COLUMN.gpuMs] = typeof gpuMs === 'number' ? gpuMs : Number.NaN;
}

/** In how many segments a request ran; 0 when it never did. */
export const segmentsOf = ({ stamps, segmentsAt }: RequestRecord): number =>
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
