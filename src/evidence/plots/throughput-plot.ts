/** Throughput of each tenant over the time of a run, counted in its recording. */
import type { RunFile } from '../../domain/run-file';
import { ROW_LENGTH, RowCursor, type RowTable } from '../../protocol/packed-row';
import { firstArrival } from '../files/requests-csv';
import { legend, valueAxis } from './axes';
import { tenantColour } from './palette';
import type { Canvas, Drawing } from './plot-frame';
import { runTaken } from './taken';
import { figure } from './words';

const MOST_STEPS = 60;

export function throughputPlot(run: RunFile, table: RowTable, { palette, width }: Canvas): Drawing | null {
  const counts = completionsOverTime(run, table);
  if (counts === null) return null;
  const { stepMs, perTenant } = counts;
  const names = legend(
    palette,
    run.tenants.map(({ id }) => id),
    width,
    'line',
  );
  const points = (list: readonly number[]) =>
    list.map((count, step) => [((step + 0.5) * stepMs) / 1000, (1000 * count) / stepMs]);
  const lists = run.tenants.map(({ id }) => perTenant.get(id) ?? []);
  return {
    id: 'throughput',
    title: 'Throughput over time',
    caption: `Completions a second in steps of ${figure(stepMs / 1000)} s, by the recording of ${table.rows.length / ROW_LENGTH} requests; whole steps only. ${runTaken(run)}`,
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
  // A last step that was cut would look like a fall.
  const stepMs = Math.max(250, Math.ceil(Math.max(last, run.durationMs) / MOST_STEPS / 250) * 250);
  const perTenant = new Map(
    run.tenants.map(({ id }) => [id, new Array<number>(Math.floor(last / stepMs) || 1).fill(0)]),
  );
  for (let index = 0; index < count; index++) {
    const { tenantId, completedAt } = cursor.standOn(index);
    const list = perTenant.get(tenantId);
    const step = Math.floor((completedAt - origin) / stepMs);
    if (list !== undefined && step >= 0 && step < list.length) list[step] = (list[step] ?? 0) + 1;
  }
  return { stepMs, perTenant };
}
