/** Labels on the picture: a plate of the theme's panel, the tenant's mark in its colour, words in ink. */
import type { Box } from '../../domain/result';
import type { Palette } from '../theme/tenant-mark';
import { placeLabels } from './label-layout';
import type { LabelTarget } from './label-target';

export interface Label extends LabelTarget {
  readonly mark: string;
  readonly colour: string;
  readonly text: string;
}

export const FONT_FAMILY = '"Inter Variable", system-ui, sans-serif';
const FONT = `600 11px ${FONT_FAMILY}`;
const HEIGHT_PX = 18;
const PADDING_PX = 6;
const MARK_PX = 14;
const GAP_PX = 3;
const INSET_PX = 8;
const PLATE_OPACITY = 0.9;
/** Scores change all the time: plates grow in steps, so that they do not tremble. */
const WIDTH_STEP_PX = 4;

/** Places around the target, the label's own side first. */
function placesOf({ target, side }: Label, width: number): readonly Box[] {
  const size = { width, height: HEIGHT_PX };
  const right = target.x + target.width;
  const bottom = target.y + target.height;
  const middle = target.y + (target.height - HEIGHT_PX) / 2;
  const above = { x: target.x, y: target.y - HEIGHT_PX - GAP_PX, ...size };
  const below = { x: target.x, y: bottom + GAP_PX, ...size };
  const beside = { x: right + 2 * GAP_PX, y: middle, ...size };
  const before = { x: target.x - width - 2 * GAP_PX, y: middle, ...size };
  switch (side) {
    case 'above':
      return [above, { ...above, x: right - width }, before, beside, below];
    case 'below':
      return [below, { ...below, x: right - width }, before, beside, above];
    case 'right':
      return [beside, { ...beside, y: target.y }, { ...beside, y: bottom - HEIGHT_PX }, before, below, above];
    case 'on':
      return [{ ...size, x: target.x - width / 2, y: middle }];
    case 'inside':
      return [{ x: target.x + INSET_PX, y: bottom - HEIGHT_PX - INSET_PX, ...size }];
  }
}

export class StageLabels {
  readonly #widths = new Map<string, number>();

  /** The fonts changed: what was measured no longer holds. */
  forget(): void {
    this.#widths.clear();
  }

  /** @param taken places that other things hold. */
  draw(
    context: CanvasRenderingContext2D,
    labels: readonly Label[],
    bounds: Box,
    taken: readonly Box[],
    palette: Palette,
  ): void {
    context.font = FONT;
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    const wanted = labels.map((label) => placesOf(label, this.#widthOf(context, label.text)));
    placeLabels(wanted, bounds, taken).forEach((place, index) => {
      const label = labels[index];
      if (place === null || label === undefined) return;
      const middle = place.y + place.height / 2 + 0.5;
      context.globalAlpha = PLATE_OPACITY;
      context.fillStyle = palette.panel;
      context.beginPath();
      context.roundRect(place.x, place.y, place.width, place.height, 4);
      context.fill();
      context.globalAlpha = 1;
      context.fillStyle = label.colour;
      context.fillText(label.mark, place.x + PADDING_PX, middle);
      context.fillStyle = palette.ink;
      context.fillText(label.text, place.x + PADDING_PX + MARK_PX, middle);
    });
  }

  #widthOf(context: CanvasRenderingContext2D, text: string): number {
    const known = this.#widths.get(text);
    if (known !== undefined) return known;
    const width = context.measureText(text).width + MARK_PX + 2 * PADDING_PX;
    if (this.#widths.size > 500) this.#widths.clear();
    const stepped = Math.ceil(width / WIDTH_STEP_PX) * WIDTH_STEP_PX;
    this.#widths.set(text, stepped);
    return stepped;
  }
}
