/**
 * What the throughput chart shows besides its lines: the solo baseline as a dashed ghost, stretches in which one tenant
 * ran alone, changes of the scenario, and the tenant's shape at the end of its line. Canvas only, no state.
 */
import type uPlot from 'uplot';
import type { Palette } from '../../theme/tenant-mark';
import { CHART_FONT, type PlotData, type PlotTenant } from './plot-data';

const colourOf = (palette: Palette, index: number) => palette.tenants[index % 8] ?? palette.ink;

/** Prepares a context whose units are CSS pixels, clipped to the plot; `draw` gets its bounds. */
function onPlot(
  plot: uPlot,
  draw: (
    context: CanvasRenderingContext2D,
    bounds: { left: number; top: number; right: number; bottom: number },
  ) => void,
): void {
  const ratio = devicePixelRatio;
  const { left, top, width, height } = plot.bbox;
  const { ctx } = plot;
  ctx.save();
  ctx.scale(ratio, ratio);
  ctx.font = CHART_FONT;
  ctx.textBaseline = 'middle';
  const bounds = {
    left: left / ratio,
    top: top / ratio,
    right: (left + width) / ratio,
    bottom: (top + height) / ratio,
  };
  draw(ctx, bounds);
  ctx.restore();
}

function line(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

/** Beneath the lines: bands, ghosts, change lines. */
export function drawBeneath(
  plot: uPlot,
  data: PlotData,
  tenants: readonly PlotTenant[],
  palette: Palette,
): void {
  onPlot(plot, (context, { left, top, right, bottom }) => {
    const xAt = (x: number) => Math.min(right, Math.max(left, left + plot.valToPos(x, 'x')));
    const yAt = (y: number) => top + plot.valToPos(y, 'y');
    const lastX = data.xs.at(-1) ?? 0;
    for (const band of data.bands) {
      const from = xAt(band.from);
      const to = xAt(Math.min(band.to, lastX));
      if (to - from < 1) continue;
      const tenant = tenants.find((one) => one.id === band.tenantId);
      context.globalAlpha = 0.13;
      context.fillStyle = tenant === undefined ? palette.dim : colourOf(palette, tenant.index);
      context.fillRect(from, top, to - from, bottom - top);
      context.globalAlpha = 1;
      if (tenant !== undefined) bandLabel(context, tenant, palette, from, to, top + 8);
    }
    context.setLineDash([5, 4]);
    context.lineWidth = 1;
    context.globalAlpha = 0.75;
    for (const { position, perSecond } of data.ghosts) {
      const tenant = position === null ? undefined : tenants[position];
      context.strokeStyle = tenant === undefined ? palette.ink : colourOf(palette, tenant.index);
      const y = Math.round(yAt(perSecond)) + 0.5;
      line(context, left, y, right, y);
    }
    context.globalAlpha = 1;
    changeLines(context, data, palette, xAt, { left, top, right, bottom });
  });
}

/** As much of "shape, name, alone" as the band has room for. */
function bandLabel(
  context: CanvasRenderingContext2D,
  tenant: PlotTenant,
  palette: Palette,
  from: number,
  to: number,
  y: number,
): void {
  const fitting = [`${tenant.shape} ${tenant.name} alone`, `${tenant.shape} alone`, tenant.shape].find(
    (text) => context.measureText(text).width <= to - from - 6,
  );
  if (fitting === undefined) return;
  context.fillStyle = palette.ink;
  context.textAlign = 'center';
  context.fillText(fitting, (from + to) / 2, y);
}

function changeLines(
  context: CanvasRenderingContext2D,
  data: PlotData,
  palette: Palette,
  xAt: (x: number) => number,
  { left, top, right, bottom }: { left: number; top: number; right: number; bottom: number },
): void {
  context.setLineDash([2, 2]);
  context.strokeStyle = palette.accent;
  context.fillStyle = palette.accent;
  context.textAlign = 'left';
  // The newest change is what people look at: older ones have the room that it leaves.
  let freeTo = right;
  for (const mark of data.marks.toReversed()) {
    const x = Math.round(xAt(mark.x)) + 0.5;
    line(context, x, top, x, bottom);
    const text = [mark.text, withoutWhom(mark.text)].find((one) => {
      const { width } = context.measureText(one);
      return x + 4 + width <= freeTo || x - 4 - width >= left;
    });
    if (text === undefined || x > freeTo) continue; // no room: the line alone
    const { width } = context.measureText(text);
    const textX = x + 4 + width > freeTo ? x - 4 - width : x + 4;
    context.fillText(text, textX, top + 8);
    freeTo = Math.min(x, textX) - 4;
  }
  context.setLineDash([]);
}

/** "executor-1: FIFO → EDF" → "FIFO → EDF". */
const withoutWhom = (text: string): string => text.replace(/^[^:]+: /, '');

/** Above the lines: each tenant's shape where its line ends now. */
export function drawAbove(
  plot: uPlot,
  data: PlotData,
  tenants: readonly PlotTenant[],
  palette: Palette,
): void {
  const lastX = data.xs.at(-1);
  if (lastX === undefined) return;
  onPlot(plot, (context, { left, top }) => {
    context.textAlign = 'center';
    context.lineWidth = 3;
    context.strokeStyle = palette.panel;
    const x = left + plot.valToPos(lastX, 'x');
    tenants.forEach((tenant, index) => {
      const value = data.ys[index]?.at(-1) ?? null;
      if (value === null) return;
      const y = top + plot.valToPos(value, 'y');
      context.fillStyle = colourOf(palette, tenant.index);
      context.strokeText(tenant.shape, x, y);
      context.fillText(tenant.shape, x, y);
    });
  });
}
