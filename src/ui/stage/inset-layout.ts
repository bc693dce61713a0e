/**
 * Where the small pictures on the stage stand: in a column at the right, then one at the left, as large as all of them
 * fit. Pure; it knows neither what they show nor whose they are.
 */
import type { Box } from '../../domain/result';
import type { Surface } from './surface';

const MARGIN_PX = 8;
/** The row of the stage's buttons and notes; always left free, so that nothing jumps when they come and go. */
const TOP_PX = 40;
/** Side of a picture: at best this share of the surface, between these bounds. */
const SHARE_ACROSS = 0.19;
const SHARE_DOWN = 0.4;
const LARGEST_PX = 176;
const SMALLEST_PX = 44;
const STEP_PX = 4;

/** Above the picture of an inset: whose it is. */
export const HEADER_PX = 20;

/**
 * @param bottomPx what lies below is taken.
 * @returns for each inset its place, header included; null where there is no room even for the smallest.
 */
export function placeInsets(count: number, surface: Surface, bottomPx: number): readonly (Box | null)[] {
  if (count === 0) return [];
  const best = Math.min(LARGEST_PX, surface.width * SHARE_ACROSS, surface.height * SHARE_DOWN);
  // Where not all of them fit even at the smallest, those that do are as large as they can be.
  const shown = Math.min(count, 2 * rowsOf(SMALLEST_PX, bottomPx));
  let side = Math.max(SMALLEST_PX, Math.floor(best));
  while (side > SMALLEST_PX && 2 * rowsOf(side, bottomPx) < shown) side -= STEP_PX;
  side = Math.max(side, SMALLEST_PX);
  return columns(count, side, rowsOf(side, bottomPx), surface);
}

const rowsOf = (side: number, bottomPx: number): number =>
  Math.max(0, Math.floor((bottomPx - TOP_PX) / (side + HEADER_PX + MARGIN_PX)));

/** Right column first; both are even when one does not hold them all. */
function columns(count: number, side: number, perColumn: number, surface: Surface): readonly (Box | null)[] {
  const atRight = count <= perColumn ? count : Math.min(perColumn, Math.ceil(count / 2));
  const fits = surface.width >= 2 * (side + MARGIN_PX) + MARGIN_PX;
  return Array.from({ length: count }, (_, index) => {
    const left = index >= atRight;
    const row = left ? index - atRight : index;
    if (row >= perColumn || (left && !fits)) return null;
    return {
      x: left ? MARGIN_PX : surface.width - MARGIN_PX - side,
      y: TOP_PX + row * (side + HEADER_PX + MARGIN_PX),
      width: side,
      height: side + HEADER_PX,
    };
  });
}

/** The piano roll's strip along the bottom. */
export function rollOn({ width, height }: Surface): Box {
  const tall = Math.round(Math.max(52, Math.min(88, height * 0.24)));
  return { x: MARGIN_PX, y: height - MARGIN_PX - tall, width: width - 2 * MARGIN_PX, height: tall };
}
