/** Arrows of pipelines: from the foot or top of a bar's end to the start of each bar that it triggered. */

import { type LaneGeometry, laneTop, lineHeight, lineTop, shownLines } from './lane-geometry';
import { type Context, colourOf, type TimelineScene } from './timeline-scene';

const ALPHA = 0.8;
const HEAD = 4;
/** How far a curve swings out, px at most. */
const SWING = 26;

export function drawLinks(context: Context, scene: TimelineScene): void {
  const { layout, geometry, palette } = scene;
  const { links } = layout;
  context.lineWidth = 1.25;
  context.globalAlpha = ALPHA;
  for (let at = 0; at < links.count; at += 1) {
    const fromLane = links.fromLane[at] ?? 0;
    const toLane = links.toLane[at] ?? 0;
    context.strokeStyle = palette.ink;
    context.fillStyle = colourOf(palette, links.tenant[at] ?? 0);
    strokeLink(
      context,
      links.fromX[at] ?? 0,
      middleOf(geometry, fromLane, layout.lines[fromLane] ?? 1, links.fromLine[at] ?? 0),
      links.toX[at] ?? 0,
      middleOf(geometry, toLane, layout.lines[toLane] ?? 1, links.toLine[at] ?? 0),
      fromLane === toLane ? laneTop(geometry, fromLane) - 5 : null,
    );
  }
  context.globalAlpha = 1;
}

/** Middle of a line of a lane. */
export function middleOf(geometry: LaneGeometry, lane: number, lines: number, line: number): number {
  const shown = shownLines(geometry, lines);
  return lineTop(geometry, lane, shown, line) + lineHeight(geometry, shown) / 2;
}

/** A curve with a head. @param over within one lane: the height over which it bends; else null. */
export function strokeLink(
  context: Context,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  over: number | null,
): void {
  const swing = Math.min(SWING, 6 + Math.abs(toX - fromX) / 2);
  context.beginPath();
  context.moveTo(fromX, fromY);
  if (over === null) context.bezierCurveTo(fromX + swing, fromY, toX - swing, toY, toX, toY);
  else context.bezierCurveTo(fromX, over, toX, over, toX, toY);
  context.stroke();
  context.beginPath();
  if (over === null) {
    context.moveTo(toX + 1, toY);
    context.lineTo(toX - HEAD, toY - HEAD + 1);
    context.lineTo(toX - HEAD, toY + HEAD - 1);
  } else {
    context.moveTo(toX, toY + 1);
    context.lineTo(toX - HEAD + 1, toY - HEAD);
    context.lineTo(toX + HEAD - 1, toY - HEAD);
  }
  context.fill();
  context.stroke();
}
