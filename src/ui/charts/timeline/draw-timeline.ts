/**
 * Puts a laid-out timeline on a canvas. Bars are filled rectangle by rectangle, colour by colour: that is the cheapest
 * a software rasteriser offers. It decides nothing about time; x in CSS px.
 */
import type { Palette, TenantShape } from '../../theme/tenant-mark';
import { niceTicks } from '../nice-scale';
import { type LaneGeometry, laneTop } from './lane-geometry';
import type { QueueDepth } from './queue-depth';
import { GONE, MARK, type SpanLayout } from './span-layout';

export interface TimelineScene {
  readonly layout: SpanLayout;
  readonly depth: QueueDepth;
  readonly geometry: LaneGeometry;
  readonly lanes: number;
  readonly width: number;
  readonly spanMs: number;
  /** The right edge lies this much before the instant that labels count from, ms. */
  readonly behindMs: number;
  /** What that instant is called: "now". */
  readonly zero: string;
  readonly palette: Palette;
  /** By tenant, in the order of the scenario. */
  readonly shapes: readonly TenantShape[];
  /** Depth that fills the room under a lane. */
  readonly depthScale: number;
}

type Context = CanvasRenderingContext2D;

const FONT = '11px "Inter Variable", system-ui, sans-serif';
/** From this width on, px, a bar has room for its tenant's shape. */
const SHAPE_ROOM = 11;
const PALE = 0.5;
const DEPTH_ALPHA = 0.5;

export function drawTimeline(context: Context, scene: TimelineScene): void {
  context.clearRect(0, 0, scene.width, scene.geometry.height);
  context.font = FONT;
  context.textBaseline = 'middle';
  drawAxis(context, scene);
  drawDepth(context, scene);
  drawBars(context, scene);
  drawMarks(context, scene);
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

function drawBars(context: Context, scene: TimelineScene): void {
  const { layout, palette, shapes } = scene;
  for (let tenant = GONE; tenant < shapes.length; tenant += 1) {
    context.fillStyle = tenant === GONE ? palette.dim : (palette.tenants[tenant % 8] ?? palette.ink);
    for (let at = 0; at < layout.count; at += 1)
      if (layout.tenant[at] === tenant) drawBar(context, scene, at);
  }
  for (let lane = 0; lane < scene.lanes; lane += 1) drawOpen(context, scene, lane);
  context.textAlign = 'center';
  context.fillStyle = palette.panel;
  if (scene.geometry.barHeight >= 10) {
    for (let at = 0; at < layout.count; at += 1)
      if (layout.shared[layout.lane[at] ?? 0] === 1) drawShape(context, scene, at);
  }
  context.fillStyle = palette.bad;
  for (let at = 0; at < layout.count; at += 1) drawOverdue(context, scene, at);
}

function drawBar(context: Context, { layout, geometry, width }: TimelineScene, at: number): void {
  const top = laneTop(geometry, layout.lane[at] ?? 0);
  const { barHeight } = geometry;
  const start = Math.max(0, Math.round(layout.start[at] ?? 0));
  const end = Math.min(width, Math.round(layout.end[at] ?? 0));
  // A pixel stays free between two bars, where there is room for it.
  const room = end - start;
  if (room <= 3) {
    context.fillRect(start, top, Math.max(1, room > 2 ? room - 1 : room), barHeight);
    return;
  }
  const from = Math.min(end, Math.max(start, Math.round(layout.computeStart[at] ?? 0)));
  const to = Math.max(from, Math.min(end - 1, Math.round(layout.computeEnd[at] ?? 0)));
  context.fillRect(from, top, to - from, barHeight);
  if (from === start && to === end - 1) return;
  context.globalAlpha = PALE;
  context.fillRect(start, top, from - start, barHeight);
  context.fillRect(to, top, end - 1 - to, barHeight);
  context.globalAlpha = 1;
}

/** The request in service, up to now: paler than what is known. */
function drawOpen(context: Context, { layout, geometry, palette, width }: TimelineScene, lane: number): void {
  const from = layout.openStart[lane] ?? Number.NaN;
  if (Number.isNaN(from)) return;
  const tenant = layout.openTenant[lane] ?? GONE;
  context.fillStyle = tenant === GONE ? palette.dim : (palette.tenants[tenant % 8] ?? palette.ink);
  context.globalAlpha = PALE;
  context.fillRect(Math.round(from), laneTop(geometry, lane), width - Math.round(from), geometry.barHeight);
  context.globalAlpha = 1;
}

function drawShape(context: Context, { layout, geometry, shapes }: TimelineScene, at: number): void {
  const from = layout.computeStart[at] ?? 0;
  const to = layout.computeEnd[at] ?? 0;
  const shape = shapes[layout.tenant[at] ?? GONE];
  if (to - from < SHAPE_ROOM || shape === undefined) return;
  context.fillText(
    shape,
    (from + to) / 2,
    laneTop(geometry, layout.lane[at] ?? 0) + geometry.barHeight / 2 + 0.5,
  );
}

function drawOverdue(context: Context, { layout, geometry }: TimelineScene, at: number): void {
  const from = layout.overdue[at] ?? Number.NaN;
  if (Number.isNaN(from)) return;
  const foot = laneTop(geometry, layout.lane[at] ?? 0) + geometry.barHeight;
  context.fillRect(from, foot - 3, Math.max(1, (layout.end[at] ?? 0) - from), 4);
}

function drawMarks(context: Context, { layout, geometry, palette }: TimelineScene): void {
  context.textAlign = 'center';
  for (let at = 0; at < layout.markCount; at += 1) {
    const x = layout.markX[at] ?? 0;
    const kind = layout.markKind[at];
    const top = laneTop(geometry, layout.markLane[at] ?? 0);
    if (kind === MARK.met || kind === MARK.missed) {
      context.fillStyle = kind === MARK.met ? palette.ink : palette.bad;
      context.fillRect(Math.round(x), top - 3, 1, kind === MARK.met ? 4 : geometry.barHeight + 3);
    } else {
      context.fillStyle = palette.bad;
      const foot = top + geometry.barHeight + geometry.depthHeight / 2;
      context.fillText(kind === MARK.dropped ? '✕' : '!', x, foot);
    }
  }
}
