/**
 * The throughput chart on its canvas: uPlot draws axes and lines, `annotations.ts` what lies under and over them. It
 * takes data and colours and keeps no history. Whoever creates one disposes it.
 */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatClock } from '../../format';
import type { Palette } from '../../theme/tenant-mark';
import { niceTicks, steadyCeil } from '../nice-scale';
import { drawAbove, drawBeneath } from './annotations';
import { CHART_FONT, EMPTY_DATA, type PlotData, type PlotTenant } from './plot-data';
import { timeBounds } from './series';
import type { ThroughputMode } from './stack';

const LINE_WIDTH = 1.75;
/** Colours of the theme are `#rrggbb`: this makes them areas through which the grid can be seen. */
const AREA_ALPHA = '66';

export class ThroughputPlot {
  readonly #plot: uPlot;
  #data: PlotData = EMPTY_DATA;
  #top = 1;

  /** @param onPoint the index of the point under the pointer, null when there is none. */
  constructor(
    place: HTMLElement,
    readonly tenants: readonly PlotTenant[],
    mode: ThroughputMode,
    private palette: Palette,
    onPoint: (index: number | null) => void,
  ) {
    const colour = (tenant: PlotTenant) => this.palette.tenants[tenant.index % 8] ?? this.palette.ink;
    this.#plot = new uPlot(
      {
        width: Math.max(80, place.clientWidth),
        height: Math.max(60, place.clientHeight),
        padding: [12, 18, 0, 0],
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
        scales: {
          x: { time: false, range: () => [...timeBounds(this.#data.xs.at(-1) ?? 0)] },
          y: { range: () => [0, this.#top] },
        },
        axes: [
          { ...this.#axis(18), values: (_, ticks) => ticks.map((second) => formatClock(second * 1000)) },
          { ...this.#axis(30), values: (_, ticks) => ticks.map((tick) => `${+tick.toFixed(6)}`) },
        ],
        series: [
          {},
          ...tenants.map((tenant) => ({
            stroke: () => colour(tenant),
            width: LINE_WIDTH,
            points: { show: false },
            ...(mode === 'stacked' ? { fill: () => `${colour(tenant)}${AREA_ALPHA}` } : {}),
          })),
        ],
        // An area ends where the one beneath it begins. uPlot counts the time axis as its series 0.
        bands: mode === 'stacked' ? tenants.slice(1).map((_, at) => ({ series: [at + 2, at + 1] })) : [],
        hooks: {
          drawAxes: [(plot) => drawBeneath(plot, this.#data, this.tenants, this.palette)],
          draw: [(plot) => drawAbove(plot, this.#data, this.tenants, this.palette)],
          setCursor: [(plot) => onPoint((plot.cursor.left ?? -1) < 0 ? null : (plot.cursor.idx ?? null))],
        },
      },
      this.#aligned(),
      place,
    );
  }

  update(data: PlotData): void {
    this.#data = data;
    const most = Math.max(0, ...data.ghosts.map((one) => one.perSecond), ...data.ys.map(largest));
    this.#top = steadyCeil(this.#top, most * 1.04);
    this.#plot.setData(this.#aligned());
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.#plot.redraw(false);
  }

  setSize(width: number, height: number): void {
    if (width > 0 && height > 0) this.#plot.setSize({ width, height });
  }

  dispose(): void {
    this.#plot.destroy();
  }

  #axis(size: number): uPlot.Axis {
    return {
      size,
      gap: 4,
      font: CHART_FONT,
      stroke: () => this.palette.dim,
      grid: { stroke: () => this.palette.line, width: 1 },
      ticks: { show: false },
      splits: (_, axis, min, max) => niceTicks(min, max, axis === 0 ? 4 : 5),
    };
  }

  #aligned(): uPlot.AlignedData {
    const { xs, ys } = this.#data;
    // uPlot asks for mutable arrays but only reads them.
    return [xs, ...this.tenants.map((_, index) => ys[index] ?? [])] as uPlot.AlignedData;
  }
}

function largest(values: readonly (number | null)[]): number {
  let most = 0;
  for (const value of values) if (value !== null && value > most) most = value;
  return most;
}
