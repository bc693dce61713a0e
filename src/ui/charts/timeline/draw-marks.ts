/** Deadlines, misses, drops and failures of the timeline, each with a sign of its own besides its colour. */
import { laneTop } from './lane-geometry';
import { MARK } from './mark-layout';
import type { Context, TimelineScene } from './timeline-scene';

/** A cross needs this much room, px: where losses are closer each is a tick. */
const CROSS = 7;
/** Misses of a crowded lane that are this close, px, are one stretch. */
const TOUCHING = 1.5;
const POST = 4;

export function drawMarks(context: Context, scene: TimelineScene): void {
  const { layout } = scene;
  context.textAlign = 'center';
  let crossX = Number.NEGATIVE_INFINITY;
  let crossLane = -1;
  for (let at = 0; at < layout.marks.count; at += 1) {
    const kind = layout.marks.kind[at];
    const lane = layout.marks.lane[at] ?? 0;
    const x = layout.marks.x[at] ?? 0;
    if (kind === MARK.met || kind === MARK.missed) {
      if (layout.dense[lane] === 0) drawDeadline(context, scene, lane, x, kind === MARK.missed);
      else if (kind === MARK.missed) at = drawMisses(context, scene, at);
      continue;
    }
    const cross = lane !== crossLane || Math.abs(x - crossX) >= CROSS;
    drawLoss(context, scene, lane, x, cross ? (kind === MARK.dropped ? '✕' : '!') : null);
    if (!cross) continue;
    crossX = x;
    crossLane = lane;
  }
}

/** A met deadline is a tick above the lane, a missed one a pole through its bars. */
function drawDeadline(
  context: Context,
  scene: TimelineScene,
  lane: number,
  x: number,
  missed: boolean,
): void {
  const { geometry, palette } = scene;
  context.fillStyle = missed ? palette.bad : palette.ink;
  const tall = missed ? geometry.barHeight + 3 : POST;
  context.fillRect(Math.round(x), laneTop(geometry, lane) - 3, 1, tall);
}

/**
 * Misses above a crowded lane, from one mark on as far as they touch; poles would hide the columns, and met deadlines
 * would be a line that says nothing. @returns the last mark that it drew.
 */
function drawMisses(context: Context, { layout, geometry, palette }: TimelineScene, first: number): number {
  const lane = layout.marks.lane[first] ?? 0;
  let last = first;
  for (let at = first + 1; at < layout.marks.count && layout.marks.lane[at] === lane; at += 1) {
    if (layout.marks.kind[at] === MARK.met) continue;
    if (layout.marks.kind[at] !== MARK.missed) break;
    if ((layout.marks.x[at] ?? 0) - (layout.marks.x[last] ?? 0) > TOUCHING) break;
    last = at;
  }
  const from = Math.round(layout.marks.x[first] ?? 0);
  const to = Math.round(layout.marks.x[last] ?? 0);
  context.fillStyle = palette.bad;
  context.fillRect(from, laneTop(geometry, lane) - 3, to - from + 1, POST);
  return last;
}

function drawLoss(
  context: Context,
  { geometry, palette }: TimelineScene,
  lane: number,
  x: number,
  sign: string | null,
): void {
  const middle = laneTop(geometry, lane) + geometry.barHeight + geometry.depthHeight / 2;
  context.fillStyle = palette.bad;
  if (sign === null) context.fillRect(Math.round(x), middle - 2, 1, POST);
  else context.fillText(sign, x, middle);
}
