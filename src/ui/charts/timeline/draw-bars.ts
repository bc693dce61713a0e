/**
 * The bars of the timeline, rectangle by rectangle and colour by colour: that is the cheapest a software rasteriser offers.
 * Computing is solid, reading and copying pale, a gap a thin line with a notch where the request was preempted.
 */

import { PIECE } from './bar-pieces';
import { type LaneGeometry, laneTop, lineHeight, lineTop, shownLines } from './lane-geometry';
import { GONE } from './picture-bounds';
import { type Context, colourOf, type TimelineScene } from './timeline-scene';

/** From this width on, px, a bar has room for its tenant's shape. */
const SHAPE_ROOM = 11;
const SHAPE_HEIGHT = 9;
const PALE = 0.5;
/** From this width on, px, a gap is marked as a preemption. */
const NOTCH_ROOM = 4;
const OVERDUE_HEIGHT = 3;

export function drawBars(context: Context, scene: TimelineScene): void {
  const { layout, palette, shapes } = scene;
  // What has ended since is known better: it lies over what the last snapshot said.
  for (let lane = 0; lane < scene.lanes; lane += 1) drawOpen(context, scene, lane);
  for (let tenant = GONE; tenant < shapes.length; tenant += 1) {
    context.fillStyle = colourOf(palette, tenant);
    for (let at = 0; at < layout.pieces.count; at += 1)
      if (layout.pieces.tenant[at] === tenant) drawPiece(context, scene, at);
  }
  context.fillStyle = palette.ink;
  drawKind(context, scene, PIECE.gap, drawNotch);
  context.fillStyle = palette.panel;
  drawKind(context, scene, PIECE.cut, drawCut);
  context.textAlign = 'center';
  drawKind(context, scene, PIECE.solid, drawShape);
  context.fillStyle = palette.bad;
  drawKind(context, scene, PIECE.overdue, drawOverdue);
}

type DrawPiece = (context: Context, scene: TimelineScene, at: number) => void;

function drawKind(context: Context, scene: TimelineScene, kind: number, draw: DrawPiece): void {
  const { layout } = scene;
  for (let at = 0; at < layout.pieces.count; at += 1)
    if (layout.pieces.kind[at] === kind) draw(context, scene, at);
}

/** Lines of a piece's lane, as shown; where it stands; how high it is. */
const linesAt = ({ layout, geometry }: TimelineScene, lane: number): number =>
  shownLines(geometry, layout.lines[lane] ?? 1);
function topOf(scene: TimelineScene, at: number): number {
  const lane = scene.layout.pieces.lane[at] ?? 0;
  return lineTop(scene.geometry, lane, linesAt(scene, lane), scene.layout.pieces.line[at] ?? 0);
}
const heightOf = (scene: TimelineScene, at: number): number =>
  lineHeight(scene.geometry, linesAt(scene, scene.layout.pieces.lane[at] ?? 0));

function drawPiece(context: Context, scene: TimelineScene, at: number): void {
  const { layout, width } = scene;
  const kind = layout.pieces.kind[at];
  if (kind === PIECE.cut || kind === PIECE.overdue) return;
  const start = Math.max(0, Math.round(layout.pieces.start[at] ?? 0));
  const end = Math.min(width, Math.round(layout.pieces.end[at] ?? 0));
  if (kind === PIECE.wait) {
    drawWait(context, scene, at, start, end);
    return;
  }
  const top = topOf(scene, at);
  const height = heightOf(scene, at);
  if (kind === PIECE.gap) {
    context.fillRect(start, top + (height >> 1), end - start, 1);
    return;
  }
  if (kind === PIECE.pale) context.globalAlpha = PALE;
  // A pixel stays free behind a bar, where there is room for it.
  const room = end - start;
  const wide = kind === PIECE.solid ? Math.max(1, room > 2 ? room - 1 : room) : room;
  if (wide > 0) context.fillRect(start, top, wide, height);
  if (kind === PIECE.pale) context.globalAlpha = 1;
}

/** From arrival to start, under the bars: a line that begins with a post. */
function drawWait(
  context: Context,
  { layout, geometry }: TimelineScene,
  at: number,
  from: number,
  to: number,
): void {
  const top = waitTop(geometry, layout.pieces.lane[at] ?? 0, layout.pieces.line[at] ?? 0);
  context.fillRect(from, top, Math.max(1, to - from), 1);
  if ((layout.pieces.start[at] ?? 0) >= 0) context.fillRect(from, top - 1, 1, 4);
}

export const waitTop = (geometry: LaneGeometry, lane: number, line: number): number =>
  laneTop(geometry, lane) +
  geometry.barHeight +
  2 +
  Math.min(line * 3, Math.max(0, geometry.depthHeight - 4));

/** The request in service, up to now: paler than what is known. */
function drawOpen(context: Context, scene: TimelineScene, lane: number): void {
  const { layout, geometry, palette, width } = scene;
  const from = layout.openStart[lane] ?? Number.NaN;
  if (Number.isNaN(from)) return;
  const lines = linesAt(scene, lane);
  context.fillStyle = colourOf(palette, layout.openTenant[lane] ?? GONE);
  context.globalAlpha = PALE;
  const top = lineTop(geometry, lane, lines, layout.openLine[lane] ?? 0);
  context.fillRect(Math.round(from), top, width - Math.round(from), lineHeight(geometry, lines));
  context.globalAlpha = 1;
}

/** Where the request had to stop, a wedge that points down at the gap. */
function drawNotch(context: Context, scene: TimelineScene, at: number): void {
  const { layout } = scene;
  const start = Math.round(layout.pieces.start[at] ?? 0);
  if ((layout.pieces.end[at] ?? 0) - start < NOTCH_ROOM || start < 0) return;
  const top = topOf(scene, at);
  context.fillRect(start - 1, top - 1, 3, 2);
  context.fillRect(start, top + 1, 1, 2);
}

function drawCut(context: Context, scene: TimelineScene, at: number): void {
  const height = heightOf(scene, at);
  const inset = height >= SHAPE_HEIGHT ? Math.round(height * 0.3) : 0;
  context.fillRect(
    Math.round(scene.layout.pieces.start[at] ?? 0),
    topOf(scene, at) + inset,
    1,
    height - inset,
  );
}

function drawShape(context: Context, scene: TimelineScene, at: number): void {
  const { layout, shapes } = scene;
  if (layout.shared[layout.pieces.lane[at] ?? 0] !== 1) return;
  const from = Math.max(0, layout.pieces.start[at] ?? 0);
  const to = Math.min(scene.width, layout.pieces.end[at] ?? 0);
  const shape = shapes[layout.pieces.tenant[at] ?? GONE];
  const height = heightOf(scene, at);
  if (to - from < SHAPE_ROOM || height < SHAPE_HEIGHT || shape === undefined) return;
  context.fillText(shape, (from + to) / 2, topOf(scene, at) + height / 2 + 0.5);
}

function drawOverdue(context: Context, scene: TimelineScene, at: number): void {
  const { layout } = scene;
  const from = Math.max(0, layout.pieces.start[at] ?? 0);
  const foot = topOf(scene, at) + heightOf(scene, at);
  context.fillRect(
    from,
    foot - OVERDUE_HEIGHT + 1,
    Math.max(1, (layout.pieces.end[at] ?? 0) - from),
    OVERDUE_HEIGHT,
  );
}
