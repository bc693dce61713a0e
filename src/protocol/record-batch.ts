/** Request records packed into a Float64Array: one row per finished request, for the raw lane to the UI. */
import type { Outcome, RequestRecord } from '../domain/request';

const OUTCOMES: readonly Outcome[] = ['completed', 'late', 'failed', 'dropped', 'rejected'];

/** Columns of a row; instants in ms since the epoch, NaN where the request never got there. */
const COLUMN = {
  requestId: 0,
  tenant: 1,
  executor: 2,
  outcome: 3,
  arrivedAt: 4,
  deadlineAt: 5,
  issuedAt: 6,
  startedAt: 7,
  preprocessedAt: 8,
  computedAt: 9,
  readAt: 10,
  completedAt: 11,
  endedAt: 12,
} as const;
const ROW_LENGTH = 13;

/** A row of a batch with its ids looked up: what the timeline draws. */
export interface RecordRow {
  readonly requestId: number;
  readonly tenantId: string;
  readonly executorId: string;
  readonly outcome: Outcome;
  readonly arrivedAt: number;
  readonly deadlineAt: number;
  readonly issuedAt: number;
  readonly startedAt: number;
  readonly preprocessedAt: number;
  readonly computedAt: number;
  readonly readAt: number;
  readonly completedAt: number;
  readonly endedAt: number;
}

export interface RecordBatch {
  readonly tenantIds: readonly string[];
  readonly executorIds: readonly string[];
  readonly rows: Float64Array;
}

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
      ],
      index * ROW_LENGTH,
    );
  });
  return { tenantIds, executorIds, rows };
}

/** Unpacks a batch, oldest row first. */
export function unpackRecords(batch: RecordBatch): RecordRow[] {
  const unpacked: RecordRow[] = [];
  for (let start = 0; start < batch.rows.length; start += ROW_LENGTH) {
    const at = (column: number) => batch.rows[start + column] ?? Number.NaN;
    unpacked.push({
      requestId: at(COLUMN.requestId),
      tenantId: batch.tenantIds[at(COLUMN.tenant)] ?? '',
      executorId: batch.executorIds[at(COLUMN.executor)] ?? '',
      outcome: OUTCOMES[at(COLUMN.outcome)] ?? 'failed',
      arrivedAt: at(COLUMN.arrivedAt),
      deadlineAt: at(COLUMN.deadlineAt),
      issuedAt: at(COLUMN.issuedAt),
      startedAt: at(COLUMN.startedAt),
      preprocessedAt: at(COLUMN.preprocessedAt),
      computedAt: at(COLUMN.computedAt),
      readAt: at(COLUMN.readAt),
      completedAt: at(COLUMN.completedAt),
      endedAt: at(COLUMN.endedAt),
    });
  }
  return unpacked;
}
