/** Placements that were thought of: predicted ones hollow, measured ones filled and joined to their prediction; the front drawn. */
import type { AdviceFigures, AdvicePoint, ExperimentFile } from '../../domain/experiment';
import { legend, valueAxis } from './axes';
import { type Canvas, type Drawing, SMALL } from './plot-frame';
import { experimentTaken } from './taken';
import { ABSENT, figure, megabytes, percent } from './words';

const LEAST_DOT = 8;
const MOST_DOT = 22;

export function advicePlot(
  file: ExperimentFile,
  points: readonly AdvicePoint[],
  { palette, width }: Canvas,
): Drawing {
  const names = legend(palette, ['simulated', 'measured', 'present placement, simulated'], width);
  const [predicted = '', measured = '', present = ''] = names.option.data;
  const most = Math.max(
    1,
    ...points.flatMap((one) => [one.predicted.memoryBytes ?? 0, one.measured?.memoryBytes ?? 0]),
  );
  const sizeOf = ({ memoryBytes }: AdviceFigures) =>
    memoryBytes === null ? LEAST_DOT : LEAST_DOT + (MOST_DOT - LEAST_DOT) * Math.sqrt(memoryBytes / most);
  const at = (figures: AdviceFigures) => [figures.throughputPerSecond, figures.worstDeadlineHitFraction];
  const dot = (figures: AdviceFigures) => ({ value: at(figures), symbolSize: sizeOf(figures) });
  const numbered = (present: boolean) =>
    points.flatMap((one, index) =>
      one.present === present ? [{ ...dot(one.predicted), label: { formatter: `${index + 1}` } }] : [],
    );
  const front = points
    .filter(({ onFront }) => onFront)
    .map(({ predicted: figures }) => at(figures))
    .sort(([a = 0], [b = 0]) => a - b);
  const hollow = (colour: string) => ({ color: palette.panel, borderColor: colour, borderWidth: 2 });
  const number = {
    show: true,
    position: 'right',
    distance: 3,
    color: palette.ink,
    fontSize: SMALL,
    textBorderColor: palette.panel,
    textBorderWidth: 3,
  };
  return {
    id: 'advice',
    title: 'Placements: throughput and deadlines',
    caption: `Right and up is better; a larger mark takes more memory. Hollow: simulated on measured costs; filled: measured on this machine, joined to its prediction by a line; dashed: the simulated front, which none beats in everything (memory included). Numbers are those of the table. ${experimentTaken(file)}`,
    table: tableOf(points),
    height: 380,
    option: {
      legend: names.option,
      grid: { left: 52, right: 28, top: names.height + 30, bottom: 46 },
      xAxis: valueAxis(palette, 'completions a second', 'x', { scale: true }),
      yAxis: valueAxis(palette, 'worst deadlines met', 'y', {
        scale: true,
        max: 1,
        axisLabel: {
          color: palette.dim,
          fontSize: SMALL,
          formatter: (value: number) => `${+(value * 100).toFixed(1)} %`,
        },
      }),
      series: [
        {
          type: 'line',
          data: front,
          symbol: 'none',
          color: palette.dim,
          lineStyle: { type: 'dashed', width: 1.5 },
          z: 1,
        },
        ...points.flatMap((one) =>
          one.measured === null
            ? []
            : [
                {
                  type: 'line',
                  data: [at(one.predicted), at(one.measured)],
                  symbol: 'none',
                  color: palette.lineStrong,
                  lineStyle: { width: 1.5 },
                  z: 2,
                },
              ],
        ),
        {
          type: 'scatter',
          name: predicted,
          color: palette.accent,
          z: 3,
          itemStyle: hollow(palette.accent),
          label: number,
          data: numbered(false),
        },
        {
          type: 'scatter',
          name: present,
          symbol: 'diamond',
          color: palette.warn,
          z: 4,
          itemStyle: hollow(palette.warn),
          label: number,
          data: numbered(true),
        },
        {
          type: 'scatter',
          name: measured,
          color: palette.good,
          itemStyle: { opacity: 1 },
          z: 3,
          data: points.flatMap((one) => (one.measured === null ? [] : [dot(one.measured)])),
        },
      ],
    },
  };
}

function tableOf(points: readonly AdvicePoint[]): Drawing['table'] {
  const figures = (one: AdviceFigures | null) =>
    one === null
      ? [ABSENT, ABSENT, ABSENT]
      : [figure(one.throughputPerSecond), percent(one.worstDeadlineHitFraction), megabytes(one.memoryBytes)];
  const rows = points.map((one, index) => [
    `${index + 1}. ${one.label}`,
    ...figures(one.predicted),
    ...figures(one.measured),
    one.onFront ? 'yes' : 'no',
    one.present ? 'yes' : 'no',
  ]);
  const head = [
    'placement',
    'simulated per second',
    'simulated worst deadlines met',
    'simulated memory',
    'measured per second',
    'measured worst deadlines met',
    'measured memory',
    'on the front',
    'present',
  ];
  return { head, rows };
}
