/** Set-ups side by side: a dot with its interval each, best first. */
import type { ComparedCell, ExperimentFile } from '../../domain/experiment';
import { categoryAxis, valueAxis } from './axes';
import { whiskers } from './marks';
import { type Canvas, type Drawing, SMALL } from './plot-frame';
import { estimatedWidth } from './svg-text';
import { experimentTaken } from './taken';
import { ABSENT, figure, megabytes, percent, withRange, wrapped } from './words';

const ROW = 34;
const NARROW = 480;

export function comparedPlot(
  file: ExperimentFile,
  cells: readonly ComparedCell[],
  { palette, width }: Canvas,
): Drawing {
  const sorted = [...cells].sort(
    (a, b) => (b.throughputPerSecond?.value ?? -1) - (a.throughputPerSecond?.value ?? -1),
  );
  const signs = Math.min(30, Math.floor(width / 16));
  const names = sorted.map(({ label }) => wrapped(label, signs, 2));
  const longest = Math.max(
    ...names.flatMap((name) => name.split('\n').map((line) => estimatedWidth(line, SMALL))),
  );
  const left = Math.ceil(longest + 14);
  const first = cells[0]?.cellId;
  const measured = sorted.flatMap(({ throughputPerSecond, cellId }, index) =>
    throughputPerSecond === null ? [] : [{ index, cellId, ...throughputPerSecond }],
  );
  return {
    id: 'compared',
    title: 'Throughput of each set-up',
    caption: `Completions a second of all tenants together, with the 95 % interval; best first, the hollow dot is the first set-up, which the others are compared with. ${experimentTaken(file)}`,
    table: tableOf(cells),
    height: ROW * sorted.length + 66,
    option: {
      grid: { left, right: 52, top: 12, bottom: 46 },
      yAxis: categoryAxis(palette, names, {
        inverse: true,
        axisLabel: { color: palette.ink, fontSize: SMALL, interval: 0, lineHeight: 13 },
        splitLine: { show: true, lineStyle: { color: palette.line } },
      }),
      xAxis: valueAxis(palette, 'per second, all tenants', 'x', {
        min: 0,
        splitNumber: width < NARROW ? 3 : 5,
      }),
      series: [
        whiskers(
          measured.map(({ index, low, high }) => [index, low, high] as const),
          { along: 'x', colour: palette.accent },
        ),
        {
          type: 'scatter',
          z: 5,
          symbolSize: 10,
          data: measured.map(({ index, value, cellId }) => ({
            value: [value, index],
            itemStyle:
              cellId === first
                ? { color: palette.panel, borderColor: palette.accent, borderWidth: 2, opacity: 1 }
                : { color: palette.accent, opacity: 1 },
          })),
        },
        {
          type: 'scatter',
          symbolSize: 0.01,
          itemStyle: { opacity: 1 },
          z: 6,
          data: measured.map(({ index, high, value }) => ({
            value: [high, index],
            label: {
              show: true,
              position: 'right',
              distance: 8,
              color: palette.ink,
              fontSize: SMALL,
              formatter: figure(value),
            },
          })),
        },
      ],
    },
  };
}

function tableOf(cells: readonly ComparedCell[]): Drawing['table'] {
  const head = [
    'set-up',
    'per second',
    'against the first',
    'p95, ms',
    'worst deadlines met',
    'STP',
    'ANTT',
    'Jain',
    'memory',
    'n',
  ];
  const rows = cells.map((cell) => [
    cell.label,
    withRange(cell.throughputPerSecond),
    cell.againstFirst === null ? ABSENT : withRange(cell.againstFirst, '×'),
    figure(cell.p95Ms),
    percent(cell.worstDeadlineHitFraction),
    figure(cell.stp),
    figure(cell.antt),
    figure(cell.jainFairness),
    megabytes(cell.memoryBytes),
    `${cell.n}`,
  ]);
  return { head, rows };
}
