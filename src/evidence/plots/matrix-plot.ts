/** The contention matrix as a heat map: the row is slowed by the column; each cell says how much, how sure, and by how many. */
import type { CustomSeriesRenderItem } from 'echarts';
import type { ContentionMatrix, ExperimentFile, MatrixCell } from '../../domain/experiment';
import { categoryAxis } from './axes';
import { inkOn, mixed, type Palette } from './palette';
import { type Canvas, type Drawing, FONT, SMALL } from './plot-frame';
import { estimatedWidth, signsIn } from './svg-text';
import { experimentTaken } from './taken';
import { ABSENT, figure, range, wrapped } from './words';

const MOST_CELL = 150;
const LEAST_CELL = 46;
/** Below this width a cell says its slowdown only, below the other nothing: the table does. */
const FULL_WIDTH = 58;
const SHORT_WIDTH = 30;
const LINE = 14;
const BESIDE = 'beside →';
const MOST_SIGNS = 16;

export function matrixPlot(
  file: ExperimentFile,
  matrix: ContentionMatrix,
  { palette, width }: Canvas,
): Drawing {
  const { tenants } = matrix;
  const nameSigns = Math.min(
    MOST_SIGNS,
    Math.max(...tenants.map(({ length }) => length), 4),
    Math.floor(width / 36),
  );
  const names = tenants.map((id) => wrapped(id, nameSigns, 2));
  const longest = Math.max(
    ...[...names, BESIDE].flatMap((name) => name.split('\n').map((line) => estimatedWidth(line, SMALL))),
  );
  const left = Math.ceil(16 + longest);
  const cell = Math.min(MOST_CELL, (width - left - 16) / tenants.length);
  const tall = Math.max(LEAST_CELL, Math.min(66, cell));
  const right = width - left - cell * tenants.length;
  const heads = columnHeads(tenants, cell);
  const top = 12 + heads.height;
  return {
    id: 'matrix',
    title: 'Who slows whom',
    caption: `Each row is slowed by the column beside it: how many times slower it is than alone, with its 95 % interval and n completions. 1 means not at all. ${experimentTaken(file)}`,
    table: tableOf(matrix),
    height: Math.ceil(top + tall * tenants.length + 14),
    option: {
      grid: { left, right, top, bottom: 14 },
      xAxis: categoryAxis(palette, heads.names, {
        position: 'top',
        name: BESIDE,
        nameLocation: 'start',
        nameGap: 8,
        nameTextStyle: { color: palette.dim, fontSize: SMALL, align: 'right', fontFamily: FONT },
        axisLine: { show: false },
        axisLabel: {
          color: palette.ink,
          fontSize: SMALL,
          interval: 0,
          lineHeight: LINE,
          rotate: heads.rotate,
          show: cell >= SHORT_WIDTH,
        },
      }),
      yAxis: categoryAxis(palette, names, {
        inverse: true,
        axisLine: { show: false },
        axisLabel: { color: palette.ink, fontSize: SMALL, interval: 0, lineHeight: LINE },
      }),
      series: [
        {
          type: 'custom',
          renderItem: cellsOf(matrix, palette, { cell, tall }),
          data: tenants.flatMap((_, row) => tenants.map((_, column) => [column, row])),
          encode: { x: 0, y: 1 },
        },
      ],
    },
  };
}

const cut = (id: string): string => (id.length > MOST_SIGNS ? `${id.slice(0, MOST_SIGNS - 1)}…` : id);

/** Names over the columns: in lines where their words fit, else upright. */
function columnHeads(tenants: readonly string[], cell: number) {
  const words = tenants.flatMap((id) => id.split(/(?<=-)/));
  const upright = Math.max(...words.map((word) => estimatedWidth(word, SMALL))) > cell - 2;
  const signs = Math.max(signsIn(cell, SMALL), ...(upright ? [] : words.map(({ length }) => length)));
  const names = tenants.map((id) => (upright ? cut(id) : wrapped(id, signs, 3)));
  const height = upright
    ? Math.max(...names.map((name) => estimatedWidth(name, SMALL)))
    : LINE * Math.max(...names.map((name) => name.split('\n').length));
  return { names, height: cell < SHORT_WIDTH ? LINE : Math.ceil(height), rotate: upright ? -90 : 0 };
}

function cellsOf(
  { cells }: ContentionMatrix,
  palette: Palette,
  { cell, tall }: { readonly cell: number; readonly tall: number },
): CustomSeriesRenderItem {
  const known = cells.flat().filter((one) => one !== null);
  const most = Math.max(2, ...known.map(({ slowdown }) => slowdown));
  const [warm] = palette.tenants;
  return (_, api) => {
    const [column, row] = [Number(api.value(0)), Number(api.value(1))];
    const [x = 0, y = 0] = api.coord([column, row]);
    const value = cells[row]?.[column] ?? null;
    const fill =
      value === null
        ? palette.panel
        : value.slowdown < 1
          ? mixed(palette.panel2, palette.tenants[1] ?? palette.accent, (1 - value.slowdown) * 2)
          : mixed(palette.panel2, warm ?? palette.warn, (value.slowdown - 1) / (most - 1));
    const style = { fill, stroke: palette.line, lineWidth: 1 };
    const shape = { x: x - cell / 2 + 1, y: y - tall / 2 + 1, width: cell - 2, height: tall - 2, r: 3 };
    const ink = value === null ? palette.dim : inkOn(fill);
    return {
      type: 'group',
      children: [
        { type: 'rect', shape, style },
        ...wordsIn(value, row === column, cell).map(({ text, dy, size, bold }) => ({
          type: 'text' as const,
          style: {
            text,
            x,
            y: y + dy,
            fill: ink,
            align: 'center' as const,
            verticalAlign: 'middle' as const,
            font: `${bold ? '600 ' : ''}${size}px ${FONT}`,
          },
        })),
      ],
    };
  };
}

interface CellWords {
  readonly text: string;
  readonly dy: number;
  readonly size: number;
  readonly bold: boolean;
}

function wordsIn(value: MatrixCell | null, diagonal: boolean, cell: number): readonly CellWords[] {
  if (cell < SHORT_WIDTH) return [];
  if (value === null) return diagonal ? [] : [{ text: ABSENT, dy: 0, size: 12, bold: false }];
  if (cell < FULL_WIDTH) return [{ text: figure(value.slowdown).slice(0, 4), dy: 0, size: 11, bold: true }];
  const small = cell < 84 ? 9.5 : SMALL;
  return [
    { text: `${figure(value.slowdown)}×`, dy: -13, size: cell < 84 ? 13 : 15, bold: true },
    { text: range(value.low, value.high), dy: 3, size: small, bold: false },
    { text: `n ${value.n}`, dy: 17, size: small, bold: false },
  ];
}

function tableOf({ tenants, cells, bases }: ContentionMatrix): Drawing['table'] {
  const rows = tenants.flatMap((slowed, row) =>
    tenants.flatMap((beside, column) => {
      if (row === column) return [];
      const cell = cells[row]?.[column] ?? null;
      const figures =
        cell === null
          ? [ABSENT, ABSENT, '0']
          : [`${figure(cell.slowdown)}×`, range(cell.low, cell.high), `${cell.n}`];
      return [[slowed, beside, ...figures, bases[row] ?? ABSENT]];
    }),
  );
  return { head: ['slowed', 'beside', 'slowdown', '95 % interval', 'n', 'defined as'], rows };
}
