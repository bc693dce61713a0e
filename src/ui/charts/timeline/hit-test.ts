/** Which request lies under a point of the timeline. Pure. */
import type { LaneGeometry } from './lane-geometry';
import { laneAt } from './lane-geometry';
import { MARK, type SpanLayout } from './span-layout';

/** How far off, px, still counts as a hit. */
const REACH = 3;
const MARK_REACH = 6;

/** Index of the row under (x, y), CSS px; null where there is none. Drops and failures win over bars. */
export function rowAt(
  layout: SpanLayout,
  geometry: LaneGeometry,
  lanes: number,
  x: number,
  y: number,
): number | null {
  const lane = laneAt(geometry, lanes, y);
  if (lane === null) return null;
  for (let at = layout.markCount - 1; at >= 0; at -= 1) {
    const kind = layout.markKind[at];
    if (layout.markLane[at] !== lane || (kind !== MARK.dropped && kind !== MARK.failed)) continue;
    if (Math.abs((layout.markX[at] ?? 0) - x) <= MARK_REACH) return layout.markRow[at] ?? null;
  }
  let nearest: number | null = null;
  let nearestOff = REACH;
  for (let at = layout.count - 1; at >= 0; at -= 1) {
    if (layout.lane[at] !== lane) continue;
    const off = Math.max((layout.start[at] ?? 0) - x, x - (layout.end[at] ?? 0), 0);
    if (off >= nearestOff) continue;
    nearest = layout.row[at] ?? null;
    nearestOff = off;
    if (off === 0) break;
  }
  return nearest;
}
