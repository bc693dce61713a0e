/** Marks that ECharts has no series for: intervals, bands, steps to a threshold, cells of a heat map. They know pixels only. */
import type { CustomSeriesRenderItem } from 'echarts';

/** A whisker from low to high: data `[position, low, high]`; `along` is the axis of the values. */
export function whiskers(
  data: readonly (readonly [number, number, number])[],
  {
    along,
    colour,
    name,
    width = 2,
  }: {
    readonly along: 'x' | 'y';
    readonly colour: string | readonly string[];
    readonly name?: string;
    readonly width?: number;
  },
) {
  const CAP = 4;
  const renderItem: CustomSeriesRenderItem = ({ dataIndex }, api) => {
    const [position, low, high] = [Number(api.value(0)), Number(api.value(1)), Number(api.value(2))];
    const at = (value: number) => api.coord(along === 'x' ? [value, position] : [position, value]);
    const [x1 = 0, y1 = 0] = at(low);
    const [x2 = 0, y2 = 0] = at(high);
    const across = along === 'x' ? [0, CAP] : [CAP, 0];
    const [dx = 0, dy = 0] = across;
    const stroke = typeof colour === 'string' ? colour : (colour[dataIndex] ?? '');
    const line = (from: readonly [number, number], to: readonly [number, number]) => ({
      type: 'line' as const,
      shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
      style: { stroke, lineWidth: width },
    });
    return {
      type: 'group',
      children: [
        line([x1, y1], [x2, y2]),
        line([x1 - dx, y1 - dy], [x1 + dx, y1 + dy]),
        line([x2 - dx, y2 - dy], [x2 + dx, y2 + dy]),
      ],
    };
  };
  return {
    type: 'custom',
    ...(name === undefined ? {} : { name }),
    renderItem,
    data: data.map((row) => [...row]),
    encode: along === 'x' ? { x: [1, 2], y: 0 } : { x: 0, y: [1, 2] },
    z: 3,
  };
}

/** A filled band between low and high along x. */
export function band(data: readonly (readonly [number, number, number])[], colour: string) {
  const renderItem: CustomSeriesRenderItem = ({ dataIndex }, api) => {
    if (dataIndex > 0) return { type: 'group', children: [] };
    const lower = data.map(([x, low]) => api.coord([x, low]));
    const upper = data.map(([x, , high]) => api.coord([x, high]));
    return {
      type: 'polygon',
      shape: { points: [...upper, ...lower.reverse()] },
      style: { fill: colour, opacity: 0.22 },
    };
  };
  return {
    type: 'custom',
    renderItem,
    data: data.map((row) => [...row]),
    encode: { x: 0, y: [1, 2] },
    z: 1,
    silent: true,
  };
}

/** A line across the plot with words at its end, or a shaded stretch along x between two values. */
export function ruler({
  along,
  at,
  until = at,
  words,
  colour,
  align = 'left',
}: {
  readonly along: 'x' | 'y';
  readonly at: number;
  readonly until?: number;
  readonly words: string;
  readonly colour: string;
  readonly align?: 'left' | 'right';
}) {
  const renderItem: CustomSeriesRenderItem = ({ coordSys }, api) => {
    // The grid's own rectangle, as ECharts gives it to custom series of cartesian axes.
    const area = coordSys as unknown as { x: number; y: number; width: number; height: number };
    const [from = 0] = api.coord(along === 'x' ? [at, 0] : [0, at]).slice(along === 'x' ? 0 : 1);
    const [to = 0] = api.coord(along === 'x' ? [until, 0] : [0, until]).slice(along === 'x' ? 0 : 1);
    const middle = (from + to) / 2;
    const right = align === 'right' || (along === 'x' && middle > area.x + area.width * 0.6);
    const line =
      along === 'x'
        ? { x1: middle, y1: area.y, x2: middle, y2: area.y + area.height }
        : { x1: area.x, y1: from, x2: area.x + area.width, y2: from };
    const x = along === 'x' ? middle + (right ? -5 : 5) : right ? area.x + area.width - 4 : area.x + 4;
    return {
      type: 'group',
      children: [
        {
          type: 'rect' as const,
          shape: {
            x: from,
            y: area.y,
            width: along === 'x' ? Math.max(0, to - from) : 0,
            height: area.height,
          },
          style: { fill: colour, opacity: 0.13 },
        },
        { type: 'line' as const, shape: line, style: { stroke: colour, lineWidth: 1.5, lineDash: [5, 4] } },
        {
          type: 'text' as const,
          style: {
            text: words,
            x,
            y: along === 'x' ? area.y + 2 : from + 4,
            fill: colour,
            align: right ? ('right' as const) : ('left' as const),
            verticalAlign: 'top' as const,
            fontSize: 11,
          },
        },
      ],
    };
  };
  return {
    type: 'custom',
    renderItem,
    data: [along === 'x' ? [at, 0] : [0, at]],
    encode: { x: [], y: [] },
    z: 2,
    silent: true,
  };
}
