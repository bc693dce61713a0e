/** Rows of a dot with its interval and its figure beside it, from the top down. It knows places on the plot, not what rows are. */
import type { Interval } from '../../domain/interval';
import { categoryAxis, valueAxis } from './axes';
import { whiskers } from './marks';
import { type Canvas, type Drawing, SMALL } from './plot-frame';
import { estimatedWidth } from './svg-text';
import { figure, wrapped } from './words';

const ROW = 34;
const NARROW = 480;

interface DotRow {
  readonly label: string;
  /** Null: a row without a dot. */
  readonly interval: Interval | null;
  /** What others are compared with. */
  readonly hollow: boolean;
}

export function dotRows(
  rows: readonly DotRow[],
  axis: string,
  { palette, width }: Canvas,
): Pick<Drawing, 'height' | 'option'> {
  const signs = Math.min(30, Math.floor(width / 16));
  const names = rows.map(({ label }) => wrapped(label, signs, 2));
  const longest = Math.max(
    ...names.flatMap((name) => name.split('\n').map((line) => estimatedWidth(line, SMALL))),
  );
  const left = Math.ceil(longest + 14);
  const measured = rows.flatMap(({ interval, hollow }, index) =>
    interval === null ? [] : [{ index, hollow, ...interval }],
  );
  return {
    height: ROW * rows.length + 66,
    option: {
      grid: { left, right: 52, top: 12, bottom: 46 },
      yAxis: categoryAxis(palette, names, {
        inverse: true,
        axisLabel: { color: palette.ink, fontSize: SMALL, interval: 0, lineHeight: 13 },
        splitLine: { show: true, lineStyle: { color: palette.line } },
      }),
      xAxis: valueAxis(palette, axis, 'x', {
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
          data: measured.map(({ index, value, hollow }) => ({
            value: [value, index],
            itemStyle: hollow
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
