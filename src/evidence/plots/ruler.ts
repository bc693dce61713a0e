/** A line across a plot at a value that matters, with its interval shaded and words beside it. It knows pixels only. */
import type { CustomSeriesRenderItem } from 'echarts';
import { FONT, SMALL } from './plot-frame';

interface Ruler {
  readonly along: 'x' | 'y';
  readonly at: number;
  /** Shaded on both sides of the line, along x. */
  readonly interval?: readonly [low: number, high: number];
  readonly words: string;
  readonly colour: string;
  /** Around the words, so that they can be read on a curve. */
  readonly halo: string;
  /** Of a line across x: at its foot, or over the plot, where there is nothing else. */
  readonly place?: 'foot' | 'over';
}

/** The grid's own rectangle, as ECharts gives it to custom series of cartesian axes. */
interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A line across the plot with words beside it. */
export function ruler(rule: Ruler) {
  const { along, at, interval = [at, at], colour } = rule;
  const renderItem: CustomSeriesRenderItem = ({ coordSys }, api) => {
    const area = coordSys as unknown as Area;
    const pixel = (value: number) =>
      api.coord(along === 'x' ? [value, 0] : [0, value])[along === 'x' ? 0 : 1] ?? 0;
    const here = pixel(at);
    const [from, to] = [pixel(interval[0]), pixel(interval[1])];
    const line =
      along === 'x'
        ? { x1: here, y1: area.y, x2: here, y2: area.y + area.height }
        : { x1: area.x, y1: here, x2: area.x + area.width, y2: here };
    const shade = {
      x: from,
      y: area.y,
      width: along === 'x' ? Math.max(0, to - from) : 0,
      height: area.height,
    };
    return {
      type: 'group',
      children: [
        { type: 'rect' as const, shape: shade, style: { fill: colour, opacity: 0.13 } },
        { type: 'line' as const, shape: line, style: { stroke: colour, lineWidth: 1.5, lineDash: [5, 4] } },
        wordsBeside(rule, area, here),
      ],
    };
  };
  return {
    type: 'custom',
    renderItem,
    data: [along === 'x' ? [at, 0] : [0, at]],
    encode: { x: [], y: [] },
    z: 6,
    silent: true,
  };
}

function wordsBeside({ along, words, colour, halo, place = 'foot' }: Ruler, area: Area, here: number) {
  const right = along === 'x' && here > area.x + area.width * 0.6;
  const over = along === 'x' && place === 'over';
  const foot = over ? area.y - 4 : area.y + area.height - 5;
  return {
    type: 'text' as const,
    style: {
      text: words,
      x: along === 'y' ? area.x + 4 : over ? here : here + (right ? -5 : 5),
      y: along === 'x' ? foot : here + 4,
      fill: colour,
      stroke: halo,
      lineWidth: 3,
      align: over ? ('center' as const) : right ? ('right' as const) : ('left' as const),
      verticalAlign: along === 'x' ? ('bottom' as const) : ('top' as const),
      font: `${SMALL}px ${FONT}`,
    },
  };
}
