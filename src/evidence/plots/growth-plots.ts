/** Curves over a number of copies or tenants: where throughput stops growing, and until where deadlines hold. */
import type { ExperimentFile, Knee, RampStep, ScalingPoint } from '../../domain/experiment';
import { legend, valueAxis } from './axes';
import { band, ruler, whiskers } from './marks';
import type { Canvas, Drawing } from './plot-frame';
import { experimentTaken } from './taken';
import { figure, percent, range } from './words';

const HEIGHT = 340;

/** Labels at whole numbers only. */
const atWholes = (counts: readonly number[]) => ({
  min: 0,
  max: Math.max(...counts, 2) + 0.5,
  interval: Math.max(1, Math.ceil(Math.max(...counts, 1) / 12)),
  splitLine: { show: false },
  showMaxLabel: false,
});

export function scalingPlot(
  file: ExperimentFile,
  points: readonly ScalingPoint[],
  knee: Knee | null,
  { palette, width }: Canvas,
): Drawing {
  const shown = ['throughput', 'p95 of latency'];
  const names = legend(palette, shown, width);
  const counts = points.map(({ copies }) => copies);
  const p95 = points.flatMap(({ copies, p95Ms }) => (p95Ms === null ? [] : [[copies, p95Ms]]));
  const throughput = points.map((point) => [point.copies, point.throughputPerSecond]);
  const bounds = points.map((point) => [point.copies, point.throughputLow, point.throughputHigh] as const);
  const [orange, blue] = [palette.tenants[0] ?? palette.warn, palette.tenants[1] ?? palette.accent];
  const words = knee === null ? null : `knee at ${figure(knee.copies)} (${range(knee.low, knee.high)})`;
  return {
    id: 'scaling',
    title: 'How throughput grows with copies',
    caption: `Completions a second of all copies together, with its 95 % interval as a band, and the p95 of latency where there are enough samples for it; n ${range(Math.min(...points.map(({ n }) => n)), Math.max(...points.map(({ n }) => n)))} completions a point. ${words === null ? 'No knee: throughput grows on, or there are too few points to tell.' : `The ${words} is where two straight lines part, with its interval.`} ${experimentTaken(file)}`,
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
      xAxis: valueAxis(palette, 'copies', 'x', atWholes(counts)),
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
          : [ruler({ along: 'x', at: knee.low, until: knee.high, words, colour: palette.good })]),
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

export function rampPlot(
  file: ExperimentFile,
  steps: readonly RampStep[],
  { palette, width }: Canvas,
): Drawing {
  const { request } = file.plan;
  const asked = request.kind === 'ramp' ? request.hitFraction : null;
  const rate = request.kind === 'ramp' ? `${figure(request.ratePerSecond)} a second` : 'a frame rate';
  const holds = file.holdsUpTo ?? null;
  const said = holds === null ? 'Even one misses too many.' : `Deadlines hold up to ${holds}.`;
  const colours = steps.map(({ deadlineHitFraction }) =>
    asked !== null && deadlineHitFraction < asked ? palette.bad : palette.good,
  );
  const counts = steps.map(({ tenants }) => tenants);
  const names = legend(palette, [], width);
  return {
    id: 'ramp',
    title: 'How many keep their deadlines',
    caption: `Share of requests that met their deadline, of tenants at ${rate} each, with its 95 % interval; round: kept, cross: broken. ${said} n ${range(Math.min(...steps.map(({ n }) => n)), Math.max(...steps.map(({ n }) => n)))} ended requests a point. ${experimentTaken(file)}`,
    table: {
      head: ['tenants', 'deadlines met', '95 % interval', 'per second', 'p95, ms', 'n'],
      rows: steps.map((step) => [
        `${step.tenants}`,
        percent(step.deadlineHitFraction),
        `${percent(step.low)}–${percent(step.high)}`,
        figure(step.throughputPerSecond),
        figure(step.p95Ms),
        `${step.n}`,
      ]),
    },
    height: HEIGHT,
    option: {
      grid: { left: 52, right: 20, top: names.height + 8, bottom: 44 },
      xAxis: valueAxis(palette, 'tenants', 'x', atWholes(counts)),
      yAxis: valueAxis(palette, 'deadlines met', 'y', {
        min: 0,
        max: 1,
        axisLabel: {
          color: palette.dim,
          fontSize: 11,
          formatter: (value: number) => `${Math.round(value * 100)} %`,
        },
      }),
      series: [
        ...(asked === null
          ? []
          : [ruler({ along: 'y', at: asked, words: `asked for: ${percent(asked)}`, colour: palette.warn })]),
        ...(holds === null || holds >= Math.max(...counts)
          ? []
          : [ruler({ along: 'x', at: holds + 0.5, words: `breaks after ${holds}`, colour: palette.bad })]),
        {
          type: 'line',
          data: steps.map((step) => [step.tenants, step.deadlineHitFraction]),
          symbol: 'none',
          color: palette.dim,
          lineStyle: { width: 1.5 },
          z: 2,
        },
        whiskers(
          steps.map((step) => [step.tenants, step.low, step.high] as const),
          { along: 'y', colour: colours },
        ),
        {
          type: 'scatter',
          z: 5,
          data: steps.map((step, index) => ({
            value: [step.tenants, step.deadlineHitFraction],
            symbol: colours[index] === palette.bad ? CROSS : 'circle',
            symbolSize: 10,
            itemStyle: { color: colours[index] },
          })),
        },
      ],
    },
  };
}

const CROSS = 'path://M-5,-3L-3,-5L0,-2L3,-5L5,-3L2,0L5,3L3,5L0,2L-3,5L-5,3L-2,0Z';
