/**
 * From a chart's description to a finished drawing: ECharts renders it to SVG without a document, and title and caption are
 * put around it for files. It knows no figure.
 */
import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { type EChartsCoreOption, init, setPlatformAPI, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Plot } from '../../domain/evidence';
import type { Palette } from './palette';
import { escaped, estimatedWidth, holdable, lines } from './svg-text';

use([BarChart, CustomChart, LineChart, ScatterChart, GridComponent, LegendComponent, SVGRenderer]);

export const SMALL = 11;
// No document measures text here, and a drawing shown as a picture gets the system's font, wider than the page's.
setPlatformAPI({
  measureText: (text, font) => ({
    width: estimatedWidth(text, Number.parseFloat(/[\d.]+(?=px)/.exec(font ?? '')?.[0] ?? `${SMALL}`)),
  }),
});

export const FONT = "'Inter Variable', system-ui, sans-serif"; // ECharts puts it into an attribute as it is
const PADDING = 12;
const TITLE_SIZE = 15;
const LINE_HEIGHT = 16;

/** What every plot is drawn with. */
export interface Canvas {
  readonly palette: Palette;
  readonly width: number;
}

export interface Drawing extends Pick<Plot, 'id' | 'title' | 'caption' | 'table'> {
  readonly height: number;
  readonly option: EChartsCoreOption;
}

export function drawn(
  { id, title, caption, table, height, option }: Drawing,
  { palette, width }: Canvas,
): Plot {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({
    animation: false,
    backgroundColor: palette.panel,
    textStyle: { fontFamily: FONT, fontSize: SMALL, color: palette.ink },
    ...option,
  });
  const svgText = holdable(chart.renderToSVGString({ useViewBox: true }));
  const bare = svgText.replace(/<style[^>]*>[\s\S]*?<\/style>/g, '');
  chart.dispose();
  const words = `<title>${escaped(title)}</title><desc>${escaped(caption)}</desc>`;
  const svg = bare.replace(/^(<svg[^>]*>)/, `$1${words}`);
  return {
    id,
    title,
    caption,
    table,
    svg,
    width,
    height,
    ...captioned({ title, caption, bare, height }, { palette, width }),
  };
}

function captioned(
  {
    title,
    caption,
    bare,
    height,
  }: { readonly title: string; readonly caption: string; readonly bare: string; readonly height: number },
  { palette, width }: Canvas,
): Pick<Plot, 'captionedSvg' | 'captionedHeight'> {
  const heads = lines(title, width - 2 * PADDING, TITLE_SIZE);
  const texts = lines(caption, width - 2 * PADDING, SMALL);
  const top = PADDING + heads.length * (TITLE_SIZE + 5);
  const captionedHeight = top + height + texts.length * LINE_HEIGHT + PADDING;
  const text = (rows: readonly string[], y: number, step: number, style: string) =>
    rows
      .map((row, index) => `<text x="${PADDING}" y="${y + index * step}" ${style}>${escaped(row)}</text>`)
      .join('');
  const font = `font-family="${escaped(FONT)}"`;
  const captionedSvg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${captionedHeight}" viewBox="0 0 ${width} ${captionedHeight}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${captionedHeight}" fill="${palette.panel}"/>`,
    text(
      heads,
      PADDING + TITLE_SIZE,
      TITLE_SIZE + 5,
      `${font} font-size="${TITLE_SIZE}" font-weight="600" fill="${palette.ink}"`,
    ),
    bare.replace(/^<svg/, `<svg x="0" y="${top}"`),
    text(
      texts,
      top + height + LINE_HEIGHT - 4,
      LINE_HEIGHT,
      `${font} font-size="${SMALL}" fill="${palette.dim}"`,
    ),
    '</svg>',
  ].join('');
  return { captionedSvg, captionedHeight };
}
