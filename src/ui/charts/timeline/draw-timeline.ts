/**
 * Puts a laid-out timeline on a canvas: axis, queues, and the lanes' bars with what lies over them, each by its own file.
 * It decides nothing about time; x in CSS px.
 */
import { niceTicks } from '../nice-scale';
import { drawBars } from './draw-bars';
import { drawLinks } from './draw-links';
import { drawMarks } from './draw-marks';
import { laneTop } from './lane-geometry';
import type { Context, TimelineScene } from './timeline-scene';

const FONT = '11px "Inter Variable", system-ui, sans-serif';
const DEPTH_ALPHA = 0.5;

export function drawTimeline(context: Context, scene: TimelineScene): void {
  context.clearRect(0, 0, scene.width, scene.geometry.height);
  context.font = FONT;
  context.textBaseline = 'middle';
  drawAxis(context, scene);
  drawDepth(context, scene);
  drawBars(context, scene);
  for (let lane = 0; lane < scene.lanes; lane += 1)
    if (scene.layout.dense[lane] === 1) scene.density.draw(context, scene, lane);
  drawMarks(context, scene);
  drawLinks(context, scene);
}

/** "−1.5 s", "−20 ms", one unit along the axis: `+` takes trailing zeros off. */
function tickLabel(ms: number, spanMs: number, zero: string): string {
  if (Math.abs(ms) < 1e-6) return zero;
  return `−${spanMs >= 1000 ? `${+(ms / 1000).toFixed(2)}\u202fs` : `${+ms.toFixed(1)}\u202fms`}`;
}

function drawAxis(context: Context, scene: TimelineScene): void {
  const { width, spanMs, behindMs, geometry, palette, lanes, zero } = scene;
  const foot = laneTop(geometry, lanes);
  const scale = width / spanMs;
  context.fillStyle = palette.line;
  const ticks = niceTicks(behindMs, behindMs + spanMs, Math.max(2, Math.floor(width / 110)));
  const xOf = (tick: number) => Math.round(width - (tick - behindMs) * scale);
  for (const tick of ticks)
    context.fillRect(Math.min(width - 1, xOf(tick)), geometry.axisHeight - 4, 1, foot);
  context.fillStyle = palette.dim;
  for (const tick of ticks) {
    const x = xOf(tick);
    context.textAlign = x > width - 20 ? 'right' : x < 20 ? 'left' : 'center';
    context.fillText(tickLabel(tick, spanMs, zero), x, 8);
  }
}

function drawDepth(context: Context, { depth, geometry, palette, lanes, depthScale }: TimelineScene): void {
  const { width } = depth;
  const unit = geometry.depthHeight / depthScale;
  for (let lane = 0; lane < lanes; lane += 1) {
    const foot = laneTop(geometry, lane + 1) - 3;
    context.fillStyle = palette.line;
    context.fillRect(0, foot, width, 1);
    context.fillStyle = palette.dim;
    context.globalAlpha = DEPTH_ALPHA;
    let from = 0;
    for (let x = 1; x <= width; x += 1) {
      const value = depth.depth[lane * width + from] ?? 0;
      if (x < width && depth.depth[lane * width + x] === value) continue;
      const height = Math.min(geometry.depthHeight, value * unit);
      if (value > 0) context.fillRect(from, foot - height, x - from, height);
      from = x;
    }
    context.globalAlpha = 1;
  }
}
