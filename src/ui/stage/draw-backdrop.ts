/** Draws what lies below the results: the picture, and the frame in it, which is all that the models get to see. */
import type { Box } from '../../domain/result';
import type { Palette } from '../theme/tenant-mark';
import type { Lacking } from './frame-feeder';
import type { SourceFrame } from './source-frame';
import { FONT_FAMILY } from './stage-labels';
import { pictureOn, type Surface } from './surface';

/** Of the veil over what the models do not get to see. */
const VEIL_OPACITY = 0.66;
const TICK_PX = 14;

export interface Backdrop {
  readonly context: CanvasRenderingContext2D;
  readonly surface: Surface;
  /** The frame on the surface. */
  readonly frame: Box;
  readonly palette: Palette;
}

/** @param shown null or why there is nothing: plain then; what is to be done stands over it in words. */
export function drawPicture(backdrop: Backdrop, shown: SourceFrame | Lacking | null): void {
  const { context, surface, palette } = backdrop;
  if (shown === null || 'lacking' in shown || shown.picture === 'missing') {
    context.fillStyle = palette.panel2;
    context.fillRect(0, 0, surface.width, surface.height);
    if (shown !== null && !('lacking' in shown)) drawMissing(backdrop);
    return;
  }
  if (shown.source === 'scene') drawScene(backdrop, shown.picture, shown);
  else drawWhole(backdrop, shown.picture, shown.mirrored);
}

/** A live picture is all frame: there is nothing beyond it. */
function drawWhole(
  { context, surface, frame, palette }: Backdrop,
  picture: CanvasImageSource,
  mirrored: boolean,
) {
  const { x, y, width, height } = frame;
  context.fillStyle = palette.panel2;
  context.fillRect(0, 0, surface.width, surface.height);
  context.save();
  if (mirrored) {
    context.translate(surface.width, 0); // the frame stands in the surface's middle
    context.scale(-1, 1);
  }
  context.drawImage(picture, x, y, width, height);
  context.restore();
}

function drawScene(
  { context, surface, frame }: Backdrop,
  picture: CanvasImageSource,
  { size, view }: SourceFrame,
) {
  const { x, y, width, height } = pictureOn(frame, view);
  context.drawImage(picture, x, y, width, height);
  // Where the surface reaches beyond the picture, its outermost pixels go on; the veil lies over them.
  const { width: columns, height: rows } = size;
  const right = surface.width - x - width;
  const bottom = surface.height - y - height;
  if (x > 0) context.drawImage(picture, 0, 0, 1, rows, 0, y, x + 1, height);
  if (right > 0) context.drawImage(picture, columns - 1, 0, 1, rows, x + width - 1, y, right + 1, height);
  if (y > 0) context.drawImage(picture, 0, 0, columns, 1, x, 0, width, y + 1);
  if (bottom > 0) context.drawImage(picture, 0, rows - 1, columns, 1, x, y + height - 1, width, bottom + 1);
}

function drawMissing({ context, frame, palette }: Backdrop): void {
  const { x, y, width, height } = frame;
  context.font = `12px ${FONT_FAMILY}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = palette.dim;
  context.fillText('This picture is missing: models see grey', x + width / 2, y + height / 2, width);
}

/** A veil over what lies beyond the frame, and the frame's corners. */
export function drawFrame({ context, surface, frame, palette }: Backdrop): void {
  const { x, y, width, height } = frame;
  if (x < 1 && y < 1) return; // the frame is all there is
  const right = x + width;
  const bottom = y + height;
  context.globalAlpha = VEIL_OPACITY;
  context.fillStyle = palette.panel;
  context.fillRect(0, 0, x, surface.height);
  context.fillRect(right, 0, surface.width - right, surface.height);
  context.fillRect(x, 0, width, y);
  context.fillRect(x, bottom, width, surface.height - bottom);
  context.globalAlpha = 1;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  context.beginPath();
  for (const [cornerX, cornerY, across, down] of [
    [x, y, 1, 1],
    [right, y, -1, 1],
    [right, bottom, -1, -1],
    [x, bottom, 1, -1],
  ] as const) {
    context.moveTo(cornerX + across * TICK_PX, cornerY + down * 0.5);
    context.lineTo(cornerX + across * 0.5, cornerY + down * 0.5);
    context.lineTo(cornerX + across * 0.5, cornerY + down * TICK_PX);
  }
  context.stroke();
}
