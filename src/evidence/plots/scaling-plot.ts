/** Throughput and latency over the number of copies: where throughput stops growing. */
import type { ExperimentFile, Knee, ScalingPoint } from '../../domain/experiment';
import { atWholes, legend, valueAxis } from './axes';
import { band } from './marks';
import type { Canvas, Drawing } from './plot-frame';
import { ruler } from './ruler';
import { experimentTaken } from './taken';
import { fewestToMost, figure, range } from './words';

const HEIGHT = 340;

export function scalingPlot(
  file: ExperimentFile,
  points: readonly ScalingPoint[],
  knee: Knee | null,
  { palette, width }: Canvas,
): Drawing {
  const shown = ['throughput (left)', 'p95 of latency (right)'];
  const names = legend(palette, shown, width, 'line');
  const counts = points.map(({ copies }) => copies);
  const p95 = points.flatMap(({ copies, p95Ms }) => (p95Ms === null ? [] : [[copies, p95Ms]]));
  const throughput = points.map((point) => [point.copies, point.throughputPerSecond]);
  const bounds = points.map((point) => [point.copies, point.throughputLow, point.throughputHigh] as const);
  const [orange, blue] = [palette.tenants[0] ?? palette.warn, palette.tenants[1] ?? palette.accent];
  const words = knee === null ? null : `knee at ${figure(knee.copies)} (${range(knee.low, knee.high)})`;
  return {
    id: 'scaling',
    title: 'How throughput grows with copies',
    caption: `Completions a second of all copies together, with its 95 % interval as a band, and the p95 of latency where there are enough samples for it; n ${fewestToMost(points)} completions a point. ${words === null ? 'No knee: throughput grows on, or there are too few points to tell.' : `The ${words} is where two straight lines part, with its interval.`} ${experimentTaken(file)}`,
    table: {
      head: ['copies', 'per second', '95 % interval', 'p50, ms', 'p95, ms', 'n'],
      rows: points.map((point) => [
        `${point.copies}`,
        figure(point.throughputPerSecond),
        range(point.throughputLow, point.throughputHigh),
        figure(point.p50Ms),
        figure(point.p95Ms),
        `${point.n}`,
      ]),
    },
    height: HEIGHT,
    option: {
      grid: { left: 46, right: 46, top: names.height + 26, bottom: 44 },
      legend: names.option,
      xAxis: valueAxis(palette, 'copies', 'x', atWholes(counts, palette)),
      yAxis: [
        valueAxis(palette, 'per second', 'y', { min: 0 }),
        valueAxis(palette, 'ms', 'y', {
          min: 0,
          splitLine: { show: false },
          position: 'right',
          nameTextStyle: { color: palette.dim, fontSize: 11, align: 'right' },
        }),
      ],
      series: [
        ...(knee === null || words === null
          ? []
          : [
              ruler({
                along: 'x',
                at: knee.copies,
                interval: [knee.low, knee.high],
                words,
                colour: palette.good,
                halo: palette.panel,
              }),
            ]),
        band(bounds, blue),
        {
          type: 'line',
          name: shown[0],
          data: throughput,
          symbol: 'circle',
          symbolSize: 8,
          color: blue,
          lineStyle: { width: 2 },
          z: 4,
        },
        {
          type: 'line',
          name: shown[1],
          data: p95,
          yAxisIndex: 1,
          symbol: 'triangle',
          symbolSize: 9,
          color: orange,
          lineStyle: { width: 2, type: 'dashed' },
          z: 4,
        },
      ],
    },
  };
}
