/** Axes, grids and legends as every plot has them: quiet lines, units in the name, room for what they say. */

import type { Palette } from './palette';
import { FONT, SMALL } from './plot-frame';
import { estimatedWidth } from './svg-text';

const LEGEND_ROW = 20;
/** Mark, gap to its words, gap to the next; px. */
const MARK = { dot: 10, line: 20 } as const;
const GAPS = 22;

export function valueAxis(palette: Palette, name: string, position: 'x' | 'y', more: object = {}) {
  return {
    type: 'value',
    name,
    nameLocation: position === 'x' ? 'middle' : 'end',
    nameGap: position === 'x' ? 26 : 10,
    nameTextStyle: {
      color: palette.dim,
      fontSize: SMALL,
      align: position === 'x' ? 'center' : 'left',
      fontFamily: FONT,
    },
    axisLine: { show: position === 'x', lineStyle: { color: palette.lineStrong } },
    axisTick: { show: false },
    axisLabel: { color: palette.dim, fontSize: SMALL, hideOverlap: true },
    splitLine: { lineStyle: { color: palette.line } },
    ...more,
  };
}

/** Of an axis of counts: labels at whole numbers only. */
export const atWholes = (counts: readonly number[], palette: Palette) => ({
  min: 0,
  max: Math.max(...counts, 2) + 0.5,
  interval: Math.max(1, Math.ceil(Math.max(...counts, 1) / 12)),
  splitLine: { show: false },
  axisLabel: { color: palette.dim, fontSize: SMALL, showMaxLabel: false },
});

export function categoryAxis(palette: Palette, names: readonly string[], more: object = {}) {
  return {
    type: 'category',
    data: [...names],
    axisLine: { lineStyle: { color: palette.lineStrong } },
    axisTick: { show: false },
    axisLabel: { color: palette.ink, fontSize: SMALL, interval: 0 },
    splitLine: { show: false },
    ...more,
  };
}

/** A legend of these names at the top, its marks as wide as those of the plot, and the room that its rows take, px. */
export function legend(
  palette: Palette,
  names: readonly string[],
  width: number,
  mark: keyof typeof MARK = 'dot',
) {
  let rows = 1;
  let used = 0;
  for (const name of names) {
    const wide = MARK[mark] + GAPS + estimatedWidth(name, SMALL);
    if (used > 0 && used + wide > width - 16) {
      rows += 1;
      used = 0;
    }
    used += wide;
  }
  const option = {
    data: [...names],
    top: 6,
    left: 8,
    right: 8,
    itemWidth: MARK[mark],
    itemHeight: 9,
    itemGap: 14,
    selectedMode: false,
    textStyle: { color: palette.ink, fontSize: SMALL, fontFamily: FONT },
  };
  return { option, height: 6 + rows * LEGEND_ROW };
}
