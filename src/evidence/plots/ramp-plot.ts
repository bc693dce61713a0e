/** Deadlines met over the number of tenants: until how many they hold. */
import type { ExperimentFile, RampStep } from '../../domain/experiment';
import { atWholes, valueAxis } from './axes';
import { whiskers } from './marks';
import type { Canvas, Drawing } from './plot-frame';
import { ruler } from './ruler';
import { experimentTaken } from './taken';
import { fewestToMost, figure, percent } from './words';

const HEIGHT = 340;

export function rampPlot(file: ExperimentFile, steps: readonly RampStep[], { palette }: Canvas): Drawing {
  const { request } = file.plan;
  const asked = request.kind === 'ramp' ? request.hitFraction : null;
  const rate = request.kind === 'ramp' ? `${figure(request.ratePerSecond)} a second` : 'a frame rate';
  const holds = file.holdsUpTo ?? null;
  const said = holds === null ? 'Even one misses too many.' : `Deadlines hold up to ${holds}.`;
  const colours = steps.map(({ deadlineHitFraction }) =>
    asked !== null && deadlineHitFraction < asked ? palette.bad : palette.good,
  );
  const counts = steps.map(({ tenants }) => tenants);
  return {
    id: 'ramp',
    title: 'How many keep their deadlines',
    caption: `Share of requests that met their deadline, of tenants at ${rate} each, with its 95 % interval; round: kept, cross: broken. ${said} n ${fewestToMost(steps)} ended requests a point. ${experimentTaken(file)}`,
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
      grid: { left: 52, right: 20, top: 32, bottom: 44 },
      xAxis: valueAxis(palette, 'tenants', 'x', atWholes(counts, palette)),
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
          : [
              ruler({
                along: 'y',
                at: asked,
                words: `asked for: ${percent(asked)}`,
                colour: palette.warn,
                halo: palette.panel,
              }),
            ]),
        ...(holds === null || holds >= Math.max(...counts)
          ? []
          : [
              ruler({
                along: 'x',
                at: holds + 0.5,
                words: `breaks after ${holds}`,
                colour: palette.bad,
                halo: palette.panel,
              }),
            ]),
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
