/** Draws what a custom model answers in its inset: an output as a picture with its scale, or outputs as numbers. */
import type { Box, OutputNumbers, Result } from '../../domain/result';
import { clipped, type InsetPlate, pictureOf, tag } from './draw-insets';
import { outputLines, shortened } from './output-lines';
import { FONT_FAMILY } from './stage-labels';
import { valueWords } from './what-it-sees';

const LINE_PX = 13;
const PADDING_PX = 6;
/** An average letter at 10 px; a text that turns out wider is squeezed into its line. */
const LETTER_PX = 5.4;
/** Numbers are squeezed before they are shortened: a number that lacks digits is another one. */
const SQUEEZED = 1.4;

/** Where a picture of this shape stands in a box: as large as it fits, in the middle. */
export function fitted(box: Box, picture: { readonly width: number; readonly height: number }): Box {
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}

/** @param canvas holds the picture's samples. */
export function drawOutputPicture(
  plate: InsetPlate,
  picture: Extract<Result, { kind: 'picture' }>,
  canvas: OffscreenCanvas,
): void {
  const { context } = plate;
  const box = pictureOf(plate.box);
  const { x, y, width, height } = fitted(box, picture);
  clipped(context, box, () => {
    // Samples of a small output are seen as what they are: squares.
    context.imageSmoothingEnabled = width < 2 * picture.width;
    context.drawImage(canvas, x, y, width, height);
    if (picture.scale === null) return;
    tag(plate, valueWords(picture.scale.low), box.x + 5, 'left', box.width / 2);
    tag(plate, valueWords(picture.scale.high), box.x + box.width - 5, 'right', box.width / 2);
  });
}

export function drawNumbers(plate: InsetPlate, outputs: readonly OutputNumbers[]): void {
  const { context, palette } = plate;
  const box = pictureOf(plate.box);
  const width = box.width - 2 * PADDING_PX;
  const rows = Math.floor((box.height - PADDING_PX) / LINE_PX);
  const letters = width / LETTER_PX;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  outputLines(outputs, rows).forEach(({ weight, text }, row) => {
    context.font = `${weight === 'name' ? 600 : 400} 10px ${FONT_FAMILY}`;
    context.fillStyle = weight === 'dim' ? palette.dim : palette.ink;
    const middle = box.y + PADDING_PX / 2 + (row + 0.5) * LINE_PX;
    const most = Math.floor(weight === 'name' ? letters : letters * SQUEEZED);
    context.fillText(shortened(text, most), box.x + PADDING_PX, middle, width);
  });
}
