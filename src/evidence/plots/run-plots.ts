/** What a run looks like: percentiles of latency, where the time goes, throughput over time, slowdowns. */
import type { RunFile } from '../../domain/run-file';
import { ROW_LENGTH, RowCursor, type RowTable } from '../../protocol/packed-row';
import { firstArrival } from '../files/requests-csv';
import { categoryAxis, legend, valueAxis } from './axes';
import { ruler } from './marks';
import { mixed, tenantColour } from './palette';
import { type Canvas, type Drawing, SMALL } from './plot-frame';
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
    height: rows.height + names.height + 56,
    option: {
      legend: names.option,
      grid: { left: rows.left, right: 24, top: names.height + 6, bottom: 46 },
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
    height: rows.height + names.height + 56,
    option: {
      legend: names.option,
      grid: { left: rows.left, right: 24, top: names.height + 6, bottom: 46 },
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
    height: rows.height + 70,
    option: {
      grid: { left: rows.left, right: 56, top: 20, bottom: 46 },
      xAxis: valueAxis(palette, 'slowdown, ×', 'x', { min: 0 }),
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
        ruler({ along: 'x', at: 1, words: '', colour: palette.ink }),
      ],
    },
  };
}

const MOST_STEPS = 60;

export function throughputPlot(run: RunFile, table: RowTable, { palette, width }: Canvas): Drawing | null {
  const counts = completionsOverTime(run, table);
  if (counts === null) return null;
  const { stepMs, perTenant } = counts;
  const names = legend(
    palette,
    run.tenants.map(({ id }) => id),
    width,
  );
  const points = (list: readonly number[]) =>
    list.map((count, step) => [((step + 0.5) * stepMs) / 1000, (1000 * count) / stepMs]);
  const lists = run.tenants.map(({ id }) => perTenant.get(id) ?? []);
  return {
    id: 'throughput',
    title: 'Throughput over time',
    caption: `Completions a second in steps of ${figure(stepMs / 1000)} s, by the recording of ${table.rows.length / ROW_LENGTH} requests; the last step may be cut. ${runTaken(run)}`,
    table: {
      head: ['from, s', ...run.tenants.map(({ id }) => `${id}, per second`)],
      rows: Array.from({ length: Math.max(...lists.map(({ length }) => length)) }, (_, step) => [
        figure((step * stepMs) / 1000),
        ...lists.map((list) => figure((1000 * (list[step] ?? 0)) / stepMs)),
      ]),
    },
    height: names.height + 300,
    option: {
      legend: names.option,
      grid: { left: 48, right: 20, top: names.height + 26, bottom: 46 },
      xAxis: valueAxis(palette, 'seconds after the first arrival', 'x', { min: 0 }),
      yAxis: valueAxis(palette, 'per second', 'y', { min: 0 }),
      series: run.tenants.map(({ id }, index) => ({
        type: 'line',
        name: id,
        symbol: ['circle', 'triangle', 'rect', 'diamond'][index % 4],
        symbolSize: 6,
        color: tenantColour(palette, index),
        lineStyle: { width: 1.5 },
        data: points(lists[index] ?? []),
      })),
    },
  };
}

function completionsOverTime(run: RunFile, table: RowTable) {
  const count = table.rows.length / ROW_LENGTH;
  if (count === 0) return null;
  const origin = firstArrival(table);
  const cursor = new RowCursor(table);
  const last = cursor.standOn(count - 1).endedAt - origin;
  const stepMs = Math.max(250, Math.ceil(Math.max(last, run.durationMs) / MOST_STEPS / 250) * 250);
  const perTenant = new Map(
    run.tenants.map(({ id }) => [id, new Array<number>(Math.ceil(last / stepMs) || 1).fill(0)]),
  );
  for (let index = 0; index < count; index++) {
    const { tenantId, completedAt } = cursor.standOn(index);
    const list = perTenant.get(tenantId);
    const step = Math.floor((completedAt - origin) / stepMs);
    if (list !== undefined && step >= 0 && step < list.length) list[step] = (list[step] ?? 0) + 1;
  }
  return { stepMs, perTenant };
}
