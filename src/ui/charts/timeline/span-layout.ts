/**
 * A picture laid out lane by lane: bars, marks, arrows, the request in service, and the queue's depth on the way. What is
 * in the picture is found by binary search; a lane with more bars than can be told apart becomes shares of time. It knows
 * no canvas; x in CSS px from the left edge.
 */
import { COLUMN } from '../../../protocol/packed-row';
import { BarPieces, MOST_PIECES } from './bar-pieces';
import { DensityColumns } from './density-columns';
import type { LaneRows } from './lane-rows';
import { LinkLayout } from './link-layout';
import { MarkLayout } from './mark-layout';
import { GONE, type PictureBounds } from './picture-bounds';
import type { QueueDepth } from './queue-depth';
import type { SeenRuns } from './seen-runs';

/** A request in service: it has begun and not ended. */
export interface OpenSpan {
  readonly executorId: string;
  readonly tenantId: string;
  readonly since: number;
}

const MOST_LANES = 64;
/** Bars per pixel of a lane from which on only shares of time can be told. */
const CROWDED = 0.5;
/** Lost requests are no bars: only with so many times more requests than that a lane is crowded for certain. */
const CERTAIN = 4;
/** Requests in a lane up to which each shows how long it waited. */
const WAITS_SHOWN = 80;

export class SpanLayout {
  readonly pieces = new BarPieces();
  readonly marks = new MarkLayout();
  readonly links = new LinkLayout();
  /** By lane that was dense once. */
  readonly columns: (DensityColumns | undefined)[] = [];

  /** By lane: lines of requests at the same time; 1 where shares of time are drawn instead of bars. */
  readonly lines = new Uint8Array(MOST_LANES);
  readonly dense = new Uint8Array(MOST_LANES);
  /** By lane: 1 where more than one tenant was served. */
  readonly shared = new Uint8Array(MOST_LANES);

  /** By lane: where the request in service begins, px; NaN where none is known to be newer than its tenant's last bar. */
  readonly openStart = new Float32Array(MOST_LANES);
  readonly openTenant = new Int8Array(MOST_LANES);
  readonly openLine = new Uint8Array(MOST_LANES);

  #bounds: PictureBounds | null = null;

  /** Replaces the layout. @param depth has begun; it is told of every row on the way: memory is read once. */
  fill(bounds: PictureBounds, depth: QueueDepth): void {
    this.#bounds = bounds;
    this.pieces.begin(bounds);
    this.marks.begin(bounds);
    this.links.begin();
    const lanes = Math.min(MOST_LANES, bounds.executorOf.length);
    const most = Math.min(Math.ceil(bounds.width * CROWDED), Math.floor(MOST_PIECES / Math.max(1, lanes)));
    for (let lane = 0; lane < lanes; lane += 1) this.#layLane(bounds, depth, lane, most);
  }

  /** Call after `fill`, with what the newest snapshot says: a request that has a bar by now is left out. */
  fillOpen(spans: readonly OpenSpan[]): void {
    this.openStart.fill(Number.NaN);
    const bounds = this.#bounds;
    if (bounds === null) return;
    const { past, index, laneOf, tenantOf, fromAt, toAt, width } = bounds;
    const scale = width / (toAt - fromAt);
    for (const { executorId, tenantId, since } of spans) {
      const executor = past.executorIds.indexOf(executorId);
      const lane = laneOf[executor] ?? GONE;
      const tenant = past.tenantIds.indexOf(tenantId);
      if (lane === GONE || since >= toAt) continue;
      if (index.newestEndOf(executor, tenant) > since + 1 / scale) continue;
      this.openStart[lane] = Math.max(0, (since - fromAt) * scale);
      this.openTenant[lane] = tenantOf[tenant] ?? GONE;
      this.openLine[lane] = index.lineOfTenant(executor, tenant);
    }
  }

  /** @param most bars that it may become. */
  #layLane(bounds: PictureBounds, depth: QueueDepth, lane: number, most: number): void {
    const executor = bounds.executorOf[lane] ?? GONE;
    const rows = executor === GONE ? undefined : bounds.index.rowsOf(executor);
    this.lines[lane] = executor === GONE ? 1 : bounds.index.linesOf(executor);
    this.dense[lane] = 0;
    this.shared[lane] = 0;
    if (rows === undefined) return;
    this.pieces.beginLane();
    this.marks.beginLane();
    const before = this.pieces.count;
    const seen = rows.seen(bounds.fromAt, bounds.toAt);
    if (seen.rows > CERTAIN * most) this.#turnDense(bounds, lane);
    let firstTenant = Number.NaN;
    for (let run = 0; run < seen.runs; run += 1) {
      const end = seen.ends[run] ?? 0;
      for (let at = seen.starts[run] ?? 0; at < end; at += 1) {
        const row = rows.row(at);
        const tenant = bounds.past.value(row, COLUMN.tenant);
        if (Number.isNaN(firstTenant)) firstTenant = tenant;
        else if (tenant !== firstTenant) this.shared[lane] = 1;
        depth.add(bounds.past, row, lane);
        this.marks.add(bounds.past, row, lane);
        this.links.add(bounds, row, lane);
        if (this.dense[lane] === 1) {
          this.#addShare(bounds, row, lane);
          continue;
        }
        this.pieces.add(bounds, row, lane, seen.rows <= WAITS_SHOWN);
        if (this.pieces.count - before <= most) continue;
        this.pieces.count = before;
        this.#turnDense(bounds, lane);
        this.#addSharesUpTo(bounds, lane, rows, seen, run, at);
      }
    }
  }

  /** What was laid as bars so far, as shares of time: up to a row of a run. */
  #addSharesUpTo(
    bounds: PictureBounds,
    lane: number,
    rows: LaneRows,
    seen: SeenRuns,
    lastRun: number,
    lastAt: number,
  ): void {
    for (let run = 0; run <= lastRun; run += 1) {
      const end = run === lastRun ? lastAt + 1 : (seen.ends[run] ?? 0);
      for (let at = seen.starts[run] ?? 0; at < end; at += 1) this.#addShare(bounds, rows.row(at), lane);
    }
  }

  #turnDense(bounds: PictureBounds, lane: number): void {
    this.dense[lane] = 1;
    this.lines[lane] = 1;
    const columns = this.columns[lane] ?? new DensityColumns();
    this.columns[lane] = columns;
    columns.begin(bounds);
  }

  #addShare({ past, tenantOf }: PictureBounds, row: number, lane: number): void {
    this.columns[lane]?.add(past, row, tenantOf[past.value(row, COLUMN.tenant)] ?? GONE);
  }
}
