/**
 * One finished request as 19 numbers in a row of a Float64Array: which column holds what, and how a row is read. It
 * knows neither who packs rows nor who keeps them.
 */
import type { Outcome } from '../domain/request';

export const OUTCOMES: readonly Outcome[] = ['completed', 'late', 'failed', 'dropped', 'rejected'];

/** Columns of a row; instants in ms since the epoch, NaN where the request never got there. */
export const COLUMN = {
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
  preemptedMs: 13,
  segments: 14,
  parentId: 15,
  capturedAt: 16,
  issueMs: 17,
  gpuMs: 18,
} as const;
export const ROW_LENGTH = 19;

/** A row with its ids looked up: what the timeline draws. */
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
  /** Σ gaps between segments, ms. */
  readonly preemptedMs: number;
  /** Segments that it ran in; 1 when in one piece, 0 when it never ran. */
  readonly segments: number;
  /** Request that triggered it; its own id for the first of a pipeline; NaN outside of pipelines. */
  readonly parentId: number;
  /** When the picture was taken; NaN when there was none. */
  readonly capturedAt: number;
  /** How long the executor's thread was busy issuing it to the GPU; NaN where nobody measured it. */
  readonly issueMs: number;
  /** GPU time by timestamp queries; NaN when it was not timed, or its timestamps were out of order. */
  readonly gpuMs: number;
}

/** Packed rows and the names that their columns `tenant` and `executor` count. */
export interface RowTable {
  readonly tenantIds: readonly string[];
  readonly executorIds: readonly string[];
  readonly rows: Float64Array;
  /** Start and end of each segment of those rows that ran in more than one, in order of rows. */
  readonly segmentsAt: Float64Array;
}

/** Looks at one row after the other without an object per row: its fields are those of the row it stands on. */
export class RowCursor implements RecordRow {
  #start = 0;

  constructor(private readonly table: RowTable) {}

  /** @param index of a row of the table. */
  standOn(index: number): this {
    this.#start = index * ROW_LENGTH;
    return this;
  }

  /** The row as an object of its own, which stays what it is. */
  copy(): RecordRow {
    const { requestId, tenantId, executorId, outcome, arrivedAt, deadlineAt, issuedAt } = this;
    const { startedAt, preprocessedAt, computedAt, readAt, completedAt, endedAt } = this;
    const { preemptedMs, segments, parentId, capturedAt, issueMs, gpuMs } = this;
    return {
      requestId,
      tenantId,
      executorId,
      outcome,
      arrivedAt,
      deadlineAt,
      issuedAt,
      startedAt,
      preprocessedAt,
      computedAt,
      readAt,
      completedAt,
      endedAt,
      preemptedMs,
      segments,
      parentId,
      capturedAt,
      issueMs,
      gpuMs,
    };
  }

  get requestId(): number {
    return this.#at(COLUMN.requestId);
  }
  get tenantId(): string {
    return this.table.tenantIds[this.#at(COLUMN.tenant)] ?? '';
  }
  get executorId(): string {
    return this.table.executorIds[this.#at(COLUMN.executor)] ?? '';
  }
  get outcome(): Outcome {
    return OUTCOMES[this.#at(COLUMN.outcome)] ?? 'failed';
  }
  get arrivedAt(): number {
    return this.#at(COLUMN.arrivedAt);
  }
  get deadlineAt(): number {
    return this.#at(COLUMN.deadlineAt);
  }
  get issuedAt(): number {
    return this.#at(COLUMN.issuedAt);
  }
  get startedAt(): number {
    return this.#at(COLUMN.startedAt);
  }
  get preprocessedAt(): number {
    return this.#at(COLUMN.preprocessedAt);
  }
  get computedAt(): number {
    return this.#at(COLUMN.computedAt);
  }
  get readAt(): number {
    return this.#at(COLUMN.readAt);
  }
  get completedAt(): number {
    return this.#at(COLUMN.completedAt);
  }
  get endedAt(): number {
    return this.#at(COLUMN.endedAt);
  }

  get preemptedMs(): number {
    return this.#at(COLUMN.preemptedMs);
  }
  get segments(): number {
    return this.#at(COLUMN.segments);
  }
  get parentId(): number {
    return this.#at(COLUMN.parentId);
  }
  get capturedAt(): number {
    return this.#at(COLUMN.capturedAt);
  }
  get issueMs(): number {
    return this.#at(COLUMN.issueMs);
  }
  get gpuMs(): number {
    return this.#at(COLUMN.gpuMs);
  }

  #at(column: number): number {
    return this.table.rows[this.#start + column] ?? Number.NaN;
  }
}
