/** What a run looks like by its figures: percentiles of latency, where the time goes, slowdowns. */
import type { RunFile } from '../../domain/run-file';
import { categoryAxis, legend, valueAxis } from './axes';
import { mixed, tenantColour } from './palette';
import { type Canvas, type Drawing, SMALL } from './plot-frame';
import { ruler } from './ruler';
import { estimatedWidth } from './svg-text';
import { runTaken } from './taken';
import { ABSENT, figure, wrapped } from './words';

const ROW = 34;
const NAME_SIGNS = 18;

/** Rows of tenants, the first on top, with room for their names. */
function tenantRows({ tenants }: RunFile, { palette, width }: Canvas) {
  const names = tenants.map(({ id }) => wrapped(id, Math.min(NAME_SIGNS, Math.floor(width / 26)), 2));
  const longest = Math.max(
    ...names.flatMap((name) => name.split('\n').map((line) => estimatedWidth(line, SMALL))),
    20,
  );
  const axis = categoryAxis(palette, names, {
    inverse: true,
    axisLabel: { color: palette.ink, fontSize: SMALL, interval: 0, lineHeight: 13 },
  });
  return { axis, left: Math.ceil(longest + 16), height: ROW * tenants.length };
}

const PERCENTILES = ['p50', 'p90', 'p95', 'p99'] as const;
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'] as const;

export function latencyPlot(run: RunFile, canvas: Canvas): Drawing {
  const { palette, width } = canvas;
  const rows = tenantRows(run, canvas);
  const names = legend(palette, PERCENTILES, width);
  return {
    id: 'latency',
    title: 'Latency of each tenant',
    caption: `From arrival to completion; a percentile is left out until there are enough samples for it (early-stopping rule). n per tenant is in the table. ${runTaken(run)}`,
    table: {
      head: ['tenant', 'n', 'mean, ms', ...PERCENTILES.map((name) => `${name}, ms`), 'max, ms'],
      rows: run.tenants.map(({ id, latencyMs }) => [
        id,
        `${latencyMs.n}`,
        ...[latencyMs.mean, ...PERCENTILES.map((name) => latencyMs[name]), latencyMs.max].map(figure),
      ]),
    },
    height: rows.height + names.height + 60,
    option: {
      legend: names.option,
      grid: { left: rows.left, right: 24, top: names.height + 10, bottom: 46 },
      xAxis: valueAxis(palette, 'latency, ms', 'x', { min: 0 }),
      yAxis: rows.axis,
      series: PERCENTILES.map((name, order) => ({
        type: 'scatter',
        name,
        symbol: SYMBOLS[order],
        symbolSize: 11,
        color: mixed(palette.accent, palette.bad, order / 3),
        data: run.tenants.flatMap(({ latencyMs }, index) =>
          latencyMs[name] === null ? [] : [[latencyMs[name], index]],
        ),
      })),
    },
  };
}

const PARTS = [
  ['queueingMs', 'queueing'],
  ['transportMs', 'transport'],
  ['preprocessMs', 'pre-process'],
  ['ownComputeMs', 'own compute'],
  ['slowedMs', 'slowed by neighbours'],
  ['preemptedMs', 'preempted'],
  ['readbackMs', 'read back'],
  ['decodeMs', 'decode'],
] as const;

export function waterfallPlot(run: RunFile, canvas: Canvas): Drawing | null {
  const { palette, width } = canvas;
  if (run.tenants.every(({ waterfallMs }) => waterfallMs === null)) return null;
  const rows = tenantRows(run, canvas);
  const names = legend(
    palette,
    PARTS.map(([, name]) => name),
    width,
  );
  return {
    id: 'waterfall',
    title: 'Where the time of a request goes',
    caption: `Means over completions; the parts sum to the mean latency. "Slowed by neighbours" is compute here less compute alone, and is part of own compute where no baseline was taken; below zero it is left of the line. ${runTaken(run)}`,
    table: {
      head: ['tenant', ...PARTS.map(([, name]) => `${name}, ms`)],
      rows: run.tenants.map(({ id, waterfallMs }) => [
        id,
        ...PARTS.map(([key]) => figure(waterfallMs?.[key])),
      ]),
    },
    height: rows.height + names.height + 60,
    option: {
      legend: names.option,
      grid: { left: rows.left, right: 24, top: names.height + 10, bottom: 46 },
      xAxis: valueAxis(palette, 'ms of a request', 'x'),
      yAxis: rows.axis,
      series: PARTS.map(([key, name], order) => ({
        type: 'bar',
        stack: 'parts',
        name,
        barWidth: 16,
        color: tenantColour(palette, order),
        itemStyle: { borderColor: palette.panel, borderWidth: 0.5 },
        data: run.tenants.map(({ waterfallMs }) => waterfallMs?.[key] ?? 0),
      })),
    },
  };
}

export function slowdownPlot(run: RunFile, canvas: Canvas): Drawing | null {
  const { palette } = canvas;
  if (run.tenants.every(({ slowdown }) => slowdown === null)) return null;
  const rows = tenantRows(run, canvas);
  const largest = Math.max(...run.tenants.map(({ slowdown }) => slowdown ?? 0));
  return {
    id: 'slowdown',
    title: 'How much slower than alone',
    caption: `1 is as fast as alone. A tenant without a baseline has no slowdown. ${runTaken(run)}`,
    table: {
      head: ['tenant', 'slowdown', 'defined as', 'n alone'],
      rows: run.tenants.map((one) => [
        one.id,
        figure(one.slowdown),
        one.slowdownBasis ?? ABSENT,
        `${one.alone?.n ?? 0}`,
      ]),
    },
    height: rows.height + 74,
    option: {
      grid: { left: rows.left, right: 56, top: 24, bottom: 46 },
      xAxis: valueAxis(palette, 'slowdown, ×', 'x', { min: 0, max: largest < 1 ? 1.25 : null }),
      yAxis: rows.axis,
      series: [
        {
          type: 'bar',
          barWidth: 14,
          data: run.tenants.map(({ slowdown }, index) => ({
            value: slowdown ?? Number.NaN,
            itemStyle: { color: tenantColour(palette, index) },
          })),
          label: {
            show: true,
            position: 'right',
            color: palette.ink,
            fontSize: SMALL,
            formatter: ({ value }: { readonly value: number }) => `${figure(value)}×`,
          },
        },
        ruler({
          along: 'x',
          at: 1,
          words: 'as fast as alone',
          colour: palette.ink,
          halo: palette.panel,
          place: 'over',
        }),
      ],
    },
  };
}
