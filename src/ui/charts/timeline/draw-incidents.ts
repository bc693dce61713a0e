/**
 * Puts incidents on the timeline's canvas: a hatched stretch until it was over, a pole where it happened, a flag with a
 * word. Hollow flags are injected, solid ones are not: colour is not the only code. It decides nothing about time.
 */
import type { Palette } from '../../theme/tenant-mark';
import { FLAG_HEIGHT, type IncidentSpan } from './incident-layout';
import { type LaneGeometry, laneTop } from './lane-geometry';

type Context = CanvasRenderingContext2D;

/** Side of the pattern, px, and its stroke. */
const HATCH = 6;
const HATCH_STROKE = 1.2;
const HATCH_ALPHA = 0.55;

const patterns = new Map<string, CanvasPattern | null>();

/** Diagonals that go on from tile to tile. */
function hatch(context: Context, colour: string): CanvasPattern | null {
  const known = patterns.get(colour);
  if (known !== undefined) return known;
  const tile = new OffscreenCanvas(HATCH, HATCH);
  const pen = tile.getContext('2d');
  if (pen !== null) {
    pen.strokeStyle = colour;
    pen.lineWidth = HATCH_STROKE;
    for (const shift of [-HATCH, 0, HATCH]) {
      pen.moveTo(shift - 1, HATCH + 1);
      pen.lineTo(shift + HATCH + 1, -1);
    }
    pen.stroke();
  }
  const pattern = context.createPattern(tile, 'repeat');
  patterns.set(colour, pattern);
  return pattern;
}

export function drawIncidents(
  context: Context,
  spans: readonly IncidentSpan[],
  geometry: LaneGeometry,
  palette: Palette,
): void {
  for (const span of spans) drawStretch(context, span, geometry, palette);
  for (const span of spans) if (span.x >= 0) drawFlag(context, span, geometry, palette);
}

function drawStretch(context: Context, span: IncidentSpan, geometry: LaneGeometry, palette: Palette): void {
  const from = Math.max(0, span.x);
  const pattern = hatch(context, span.hollow ? palette.ink : palette.bad);
  if (span.endX <= from || pattern === null) return;
  context.fillStyle = pattern;
  context.globalAlpha = HATCH_ALPHA;
  context.fillRect(from, laneTop(geometry, span.lane), span.endX - from, geometry.barHeight);
  context.globalAlpha = 1;
}

function drawFlag(context: Context, span: IncidentSpan, geometry: LaneGeometry, palette: Palette): void {
  const { hollow, label, flagWidth, leftwards } = span;
  const top = laneTop(geometry, span.lane);
  const colour = hollow ? palette.ink : palette.bad;
  const x = Math.round(span.x);
  const height = Math.min(FLAG_HEIGHT, geometry.barHeight);
  const left = leftwards ? x - flagWidth : x;
  context.fillStyle = colour;
  context.fillRect(x - 1, top - 2, 2, geometry.barHeight + geometry.depthHeight + 2);
  context.fillRect(left, top - 2, flagWidth, height);
  if (hollow) {
    context.fillStyle = palette.panel;
    context.fillRect(left + 1, top - 1, flagWidth - 2, height - 2);
  }
  if (label === '' || height < FLAG_HEIGHT - 2) return;
  context.fillStyle = hollow ? palette.ink : palette.panel;
  context.textAlign = 'center';
  context.fillText(label, left + flagWidth / 2, top - 2 + height / 2 + 0.5);
}
