/**
 * How each column of a recording becomes small whole numbers and comes back: which column it is a difference to, and in
 * which unit. It knows neither bytes nor files.
 */
import { COLUMN } from '../../protocol/packed-row';

/** What a column is told from: nothing, the row before, or a column of the same row that is read earlier. */
export interface ColumnRule {
  readonly column: number;
  readonly from: 'nothing' | 'previous-row' | number;
  /** Of one unit: 1000 puts ms into µs, 1 leaves whole numbers. */
  readonly scale: number;
}

const whole = (column: number, from: ColumnRule['from']): ColumnRule => ({ column, from, scale: 1 });
const micros = (column: number, from: ColumnRule['from']): ColumnRule => ({ column, from, scale: 1000 });

/** In the order in which they stand in the file; part of the codec: a change needs another name for it. */
export const COLUMN_RULES: readonly ColumnRule[] = [
  whole(COLUMN.requestId, 'previous-row'),
  whole(COLUMN.tenant, 'nothing'),
  whole(COLUMN.executor, 'nothing'),
  whole(COLUMN.outcome, 'nothing'),
  micros(COLUMN.arrivedAt, 'previous-row'),
  micros(COLUMN.deadlineAt, COLUMN.arrivedAt),
  micros(COLUMN.issuedAt, COLUMN.arrivedAt),
  micros(COLUMN.startedAt, COLUMN.issuedAt),
  micros(COLUMN.preprocessedAt, COLUMN.startedAt),
  micros(COLUMN.computedAt, COLUMN.preprocessedAt),
  micros(COLUMN.readAt, COLUMN.computedAt),
  micros(COLUMN.completedAt, COLUMN.readAt),
  micros(COLUMN.endedAt, COLUMN.completedAt),
  micros(COLUMN.preemptedMs, 'nothing'),
  whole(COLUMN.segments, 'nothing'),
  whole(COLUMN.parentId, COLUMN.requestId),
  micros(COLUMN.capturedAt, COLUMN.arrivedAt),
];

/** Those of `gzip-columns-2` after them, in order: what was measured of requests on the GPU. */
export const GPU_COLUMN_RULES: readonly ColumnRule[] = [
  micros(COLUMN.issueMs, 'nothing'),
  micros(COLUMN.gpuMs, 'nothing'),
];

/** Whole units; instants of this century in µs stay below 2^53, so that nothing is lost beyond the half of one. */
export const inUnits = (value: number, scale: number): number =>
  Number.isFinite(value) ? Math.round(value * scale) + 0 : Number.NaN;
