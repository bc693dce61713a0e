/** Marks that ECharts has no series for: intervals and bands. They know pixels only. */
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
