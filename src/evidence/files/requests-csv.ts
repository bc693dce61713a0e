/**
 * A run's requests as a tidy table: one row each, instants in ms after the first arrival of the recording, parts in ms, empty
 * where a request never got there. Columns are described in `docs/evidence.md`.
 */
import { unparse } from 'papaparse';
import type { RunFile } from '../../domain/run-file';
import { COLUMN, type RecordRow, ROW_LENGTH, RowCursor, type RowTable } from '../../protocol/packed-row';

export const REQUEST_COLUMNS = [
  'request',
  'tenant',
  'model',
  'executor',
  'backend',
  'outcome',
  'arrived_iso',
  'arrived_ms',
  'deadline_ms',
  'issued_ms',
  'started_ms',
  'preprocessed_ms',
  'computed_ms',
  'read_ms',
  'completed_ms',
  'ended_ms',
  'captured_ms',
  'latency_ms',
  'queueing_ms',
  'transport_ms',
  'preprocess_ms',
  'compute_ms',
  'preempted_ms',
  'readback_ms',
  'decode_ms',
  'segments',
  'parent_request',
  'issue_ms',
  'gpu_ms',
] as const;

/** Rows of one piece of text: a string may not hold a million of them at once. */
const CHUNK = 20_000;

/** Of the recording: what all its instants are told from, ms since the epoch. */
export function firstArrival({ rows }: RowTable): number {
  let first = Number.POSITIVE_INFINITY;
  for (let start = 0; start < rows.length; start += ROW_LENGTH) {
    first = Math.min(first, rows[start + COLUMN.arrivedAt] ?? first);
  }
  return Number.isFinite(first) ? first : 0;
}

export function requestsCsv(run: RunFile, table: RowTable): Blob {
  const origin = firstArrival(table);
  const models = new Map(run.tenants.map(({ id, modelId }) => [id, modelId]));
  const backends = new Map(run.executors.map(({ id, backend }) => [id, backend]));
  const cursor = new RowCursor(table);
  const count = table.rows.length / ROW_LENGTH;
  const parts: string[] = [`${unparse([[...REQUEST_COLUMNS]])}\r\n`];
  for (let from = 0; from < count; from += CHUNK) {
    const rows: (string | number)[][] = [];
    for (let index = from; index < Math.min(count, from + CHUNK); index++) {
      const row = cursor.standOn(index);
      rows.push(cellsOf(row, origin, models.get(row.tenantId) ?? '', backends.get(row.executorId) ?? ''));
    }
    parts.push(`${unparse(rows)}\r\n`);
  }
  return new Blob(parts, { type: 'text/csv' });
}

/** To the µs; empty for NaN. */
const ms = (value: number): number | string =>
  Number.isNaN(value) ? '' : Math.round(value * 1000) / 1000 + 0;
const whole = (value: number): number | string => (Number.isNaN(value) ? '' : value);

function cellsOf(row: RecordRow, origin: number, model: string, backend: string): (string | number)[] {
  const { arrivedAt, issuedAt, startedAt, preprocessedAt, computedAt, readAt, completedAt, preemptedMs } =
    row;
  const instants = [
    arrivedAt,
    row.deadlineAt,
    issuedAt,
    startedAt,
    preprocessedAt,
    computedAt,
    readAt,
    completedAt,
  ];
  const parts = [
    completedAt - arrivedAt,
    issuedAt - arrivedAt,
    startedAt - issuedAt,
    preprocessedAt - startedAt,
    computedAt - preprocessedAt - preemptedMs,
    preemptedMs,
    readAt - computedAt,
    completedAt - readAt,
  ];
  return [
    row.requestId,
    row.tenantId,
    model,
    row.executorId,
    backend,
    row.outcome,
    new Date(arrivedAt).toISOString(),
    ...[...instants, row.endedAt, row.capturedAt].map((at) => ms(at - origin)),
    ...parts.map(ms),
    row.segments,
    whole(row.parentId),
    ms(row.issueMs),
    ms(row.gpuMs),
  ];
}
