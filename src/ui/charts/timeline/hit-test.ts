/**
 * Which request lies under a point of the timeline: looked up by time, not among what is drawn, so that it finds each of
 * many that share a pixel. Pure; CSS px.
 */
import { COLUMN, OUTCOMES } from '../../../protocol/packed-row';
import { type LaneGeometry, laneAt, lineAt } from './lane-geometry';
import type { LaneRows } from './lane-rows';
import { GONE, type PictureBounds } from './picture-bounds';
import type { SeenRuns } from './seen-runs';

/** How far off, px, still counts as a hit. */
const REACH = 3;
const MARK_REACH = 6;
/** What stands in another line is taken only when nothing is near in the one that is pointed at. */
const OTHER_LINE = 1000;

const LOST: ReadonlySet<number> = new Set(
  ['dropped', 'rejected', 'failed'].map((one) => OUTCOMES.indexOf(one as never)),
); // each is one

export interface HitPlace {
  readonly bounds: PictureBounds;
  readonly geometry: LaneGeometry;
  /** By lane: lines that are drawn. */
  readonly lines: ArrayLike<number>;
}

/** Number of the row under (x, y); null where there is none. Drops and failures win over bars. */
export function rowAt({ bounds, geometry, lines }: HitPlace, x: number, y: number): number | null {
  const { past, index, fromAt, toAt, width, executorOf } = bounds;
  const lane = laneAt(geometry, executorOf.length, y);
  const rows = lane === null ? undefined : index.rowsOf(executorOf[lane] ?? GONE);
  if (lane === null || rows === undefined) return null;
  const line = lineAt(geometry, lane, lines[lane] ?? 1, y);
  const scale = width / (toAt - fromAt);
  const seen = rows.seen(fromAt + (x - MARK_REACH) / scale, fromAt + (x + MARK_REACH) / scale);
  let nearest: number | null = null;
  let nearestOff = Number.POSITIVE_INFINITY;
  for (const row of rowsIn(rows, seen)) {
    if (LOST.has(past.value(row, COLUMN.outcome))) {
      const failed = past.value(row, COLUMN.outcome) === OUTCOMES.indexOf('failed');
      const markX = (past.value(row, failed ? COLUMN.endedAt : COLUMN.arrivedAt) - fromAt) * scale;
      if (Math.abs(markX - x) <= MARK_REACH) return row;
      continue;
    }
    const startX = (past.value(row, COLUMN.startedAt) - fromAt) * scale;
    const endX = (past.value(row, COLUMN.completedAt) - fromAt) * scale;
    const off = Math.max(startX - x, x - endX, 0);
    if (!(off < REACH)) continue;
    const shownLine = Math.min(index.lineOf(row), (lines[lane] ?? 1) - 1);
    const rank = off + (shownLine === line ? 0 : OTHER_LINE);
    if (rank > nearestOff) continue;
    nearest = row;
    nearestOff = rank;
  }
  return nearest;
}

function* rowsIn(rows: LaneRows, { runs, starts, ends }: SeenRuns): Iterable<number> {
  for (let run = 0; run < runs; run += 1)
    for (let at = starts[run] ?? 0; at < (ends[run] ?? 0); at += 1) yield rows.row(at);
}
