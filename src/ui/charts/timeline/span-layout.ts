/**
 * Requests as bars: where each stands in a picture of given bounds and width. Fills typed arrays that are kept from
 * picture to picture, so that drawing allocates nothing per bar. It knows no canvas; x in CSS px from the left edge.
 */
import type { RecordRow } from '../../../protocol/record-batch';
import type { RowScan } from '../../record-history';

export interface LayoutInput {
  /** Finished requests; others are skipped when they lie outside. */
  readonly rows: RowScan;
  readonly fromAt: number;
  readonly toAt: number;
  readonly width: number;
  readonly laneOf: ReadonlyMap<string, number>;
  readonly tenantOf: ReadonlyMap<string, number>;
}

/** A request in service: it has begun and not ended. */
export interface OpenSpan {
  readonly executorId: string;
  readonly tenantId: string;
  readonly since: number;
}

/** What stands at an instant instead of over a span. */
export const MARK = { met: 0, missed: 1, dropped: 2, failed: 3 } as const;
/** A tenant that is no longer there. */
export const GONE = -1;

const CAPACITY = 4096;
const LANES = 256;
/** Bars narrower than this that touch are drawn as one. */
const NARROW = 1;

export class SpanLayout {
  count = 0;
  readonly lane = new Uint8Array(CAPACITY);
  readonly tenant = new Int8Array(CAPACITY);
  /** Index into the input's rows. */
  readonly row = new Int32Array(CAPACITY);
  /** Service starts, computation starts, computation ends, request is complete. */
  readonly start = new Float32Array(CAPACITY);
  readonly computeStart = new Float32Array(CAPACITY);
  readonly computeEnd = new Float32Array(CAPACITY);
  readonly end = new Float32Array(CAPACITY);
  /** From here on the request was overdue; NaN when it was not. */
  readonly overdue = new Float32Array(CAPACITY);

  /** By lane: where the request in service begins, px; NaN where none is known to be newer than the last bar. */
  readonly openStart = new Float32Array(LANES);
  readonly openTenant = new Int8Array(LANES);

  markCount = 0;
  readonly markKind = new Uint8Array(CAPACITY);
  readonly markLane = new Uint8Array(CAPACITY);
  readonly markTenant = new Int8Array(CAPACITY);
  readonly markRow = new Int32Array(CAPACITY);
  readonly markX = new Float32Array(CAPACITY);

  /** By lane: 1 where more than one tenant was served. */
  readonly shared = new Uint8Array(LANES);
  /** Newest bar of each lane, to join narrow ones. */
  readonly #newest = new Int32Array(LANES);

  /** Replaces the layout. When there are more bars than room, the newest are kept. */
  fill({ rows, fromAt, toAt, width, laneOf, tenantOf }: LayoutInput): void {
    this.count = 0;
    this.markCount = 0;
    this.#newest.fill(-1);
    this.shared.fill(0);
    const scale = width / (toAt - fromAt);
    for (let index = Math.max(0, rows.length - CAPACITY); index < rows.length; index += 1) {
      const row = rows.at(index);
      const lane = row === undefined ? undefined : laneOf.get(row.executorId);
      if (row === undefined || lane === undefined) continue;
      const tenant = tenantOf.get(row.tenantId) ?? GONE;
      if (row.startedAt < toAt && row.completedAt > fromAt) {
        this.#addSpan(row, index, lane, tenant, fromAt, scale);
      }
      this.#addMark(row, index, lane, tenant, fromAt, toAt, scale);
    }
  }

  /** Call after `fill`, with what the newest snapshot says: a request that has a bar by now is left out. */
  fillOpen(
    spans: readonly OpenSpan[],
    { fromAt, toAt, width, laneOf, tenantOf }: Omit<LayoutInput, 'rows'>,
  ): void {
    this.openStart.fill(Number.NaN);
    const scale = width / (toAt - fromAt);
    for (const { executorId, tenantId, since } of spans) {
      const lane = laneOf.get(executorId);
      if (lane === undefined || since >= toAt) continue;
      const start = (since - fromAt) * scale;
      const newest = this.#newest[lane] ?? -1;
      if (newest >= 0 && (this.end[newest] ?? 0) > start + NARROW) continue;
      this.openStart[lane] = Math.max(0, start);
      this.openTenant[lane] = tenantOf.get(tenantId) ?? GONE;
    }
  }

  #addSpan(row: RecordRow, index: number, lane: number, tenant: number, fromAt: number, scale: number): void {
    const start = (row.startedAt - fromAt) * scale;
    const end = (row.completedAt - fromAt) * scale;
    const late = row.completedAt > row.deadlineAt;
    const overdue = late ? (Math.max(row.startedAt, row.deadlineAt) - fromAt) * scale : Number.NaN;
    const before = this.#newest[lane] ?? -1;
    if (before >= 0 && this.tenant[before] !== tenant) this.shared[lane] = 1;
    if (before >= 0 && end - start < NARROW && this.tenant[before] === tenant) {
      if (start - (this.end[before] ?? 0) < NARROW) {
        this.end[before] = end;
        this.computeEnd[before] = end;
        this.row[before] = index;
        if (late && Number.isNaN(this.overdue[before])) this.overdue[before] = overdue;
        return;
      }
    }
    const at = this.count;
    if (at === CAPACITY) return;
    this.count += 1;
    this.#newest[lane] = at;
    this.lane[at] = lane;
    this.tenant[at] = tenant;
    this.row[at] = index;
    this.start[at] = start;
    this.computeStart[at] = (row.preprocessedAt - fromAt) * scale;
    this.computeEnd[at] = (row.computedAt - fromAt) * scale;
    this.end[at] = end;
    this.overdue[at] = overdue;
  }

  #addMark(
    row: RecordRow,
    index: number,
    lane: number,
    tenant: number,
    fromAt: number,
    toAt: number,
    scale: number,
  ): void {
    const found = markOf(row);
    if (found === null || found.at < fromAt || found.at > toAt || this.markCount === CAPACITY) return;
    const at = this.markCount;
    this.markCount += 1;
    this.markKind[at] = found.kind;
    this.markLane[at] = lane;
    this.markTenant[at] = tenant;
    this.markRow[at] = index;
    this.markX[at] = (found.at - fromAt) * scale;
  }
}

/** A drop stands where the request arrived, a failure where it was known, a deadline where it was. */
function markOf(row: RecordRow): { readonly kind: number; readonly at: number } | null {
  if (row.outcome === 'dropped' || row.outcome === 'rejected')
    return { kind: MARK.dropped, at: row.arrivedAt };
  if (row.outcome === 'failed') return { kind: MARK.failed, at: row.endedAt };
  if (Number.isNaN(row.deadlineAt)) return null;
  return { kind: row.outcome === 'late' ? MARK.missed : MARK.met, at: row.deadlineAt };
}
