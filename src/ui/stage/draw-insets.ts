/** Draws what stands in an inset: its frame with whose it is, a body in three dimensions, an enlarged picture. */
import type { Box, WorldPoint } from '../../domain/result';
import type { Palette } from '../theme/tenant-mark';
import { MIN_JOINT_SCORE } from './draw-pose';
import { HEADER_PX } from './inset-layout';
import { BONES } from './skeleton';
import { FONT_FAMILY } from './stage-labels';
import { floorGrid, projected, swingAt } from './world-view';

const CORNER_PX = 6;
const PLATE_OPACITY = 0.92;
const BONE_PX = 2;
const JOINT_PX = 2.25;
const DIVIDER_PX = 2;
const GRIP_PX = 5;
/** A body shown from the waist up has no feet to stand on: the floor then lies so far below the hips, metres. */
const FLOOR_METRES = 0.85;

export interface InsetPlate {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  /** Header included. */
  readonly box: Box;
  readonly colour: string;
  readonly mark: string;
  readonly text: string;
}

/** The picture of an inset, below its header. */
export const pictureOf = ({ x, y, width, height }: Box): Box => ({
  x,
  y: y + HEADER_PX,
  width,
  height: height - HEADER_PX,
});

export function drawPlate({ context, palette, box, colour, mark, text }: InsetPlate): void {
  const { x, y, width, height } = box;
  context.globalAlpha = PLATE_OPACITY;
  context.fillStyle = palette.panel;
  context.beginPath();
  context.roundRect(x, y, width, height, CORNER_PX);
  context.fill();
  context.globalAlpha = 1;
  context.font = `600 11px ${FONT_FAMILY}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = colour;
  context.fillText(mark, x + 6, y + HEADER_PX / 2 + 0.5);
  context.fillStyle = palette.ink;
  context.fillText(text, x + 20, y + HEADER_PX / 2 + 0.5, width - 24);
}

/** @param seconds of the stage: the camera swings with it. */
export function drawWorld(plate: InsetPlate, world: readonly WorldPoint[], seconds: number): void {
  const { context, palette, box, colour } = plate;
  const picture = pictureOf(box);
  const angle = swingAt(seconds);
  const at = (place: Pick<WorldPoint, 'x' | 'y' | 'z'>) => {
    const { x, y } = projected(place, angle);
    return [picture.x + x * picture.width, picture.y + y * picture.height] as const;
  };
  clipped(context, picture, () => {
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    context.beginPath();
    for (const [from, to] of floorGrid(FLOOR_METRES)) {
      context.moveTo(...at(from));
      context.lineTo(...at(to));
    }
    context.stroke();
    const seen = new Map(world.filter(({ score }) => score >= MIN_JOINT_SCORE).map((one) => [one.name, one]));
    context.strokeStyle = colour;
    context.lineWidth = BONE_PX;
    context.beginPath();
    for (const [from, to] of BONES) {
      const start = seen.get(from);
      const end = seen.get(to);
      if (start === undefined || end === undefined) continue;
      context.moveTo(...at(start));
      context.lineTo(...at(end));
    }
    context.stroke();
    context.fillStyle = colour;
    context.beginPath();
    for (const joint of seen.values()) {
      const [x, y] = at(joint);
      context.moveTo(x + JOINT_PX, y);
      context.arc(x, y, JOINT_PX, 0, 2 * Math.PI);
    }
    context.fill();
  });
}

/** @param divider share of the picture, from the left, that shows what was before. */
export function drawWipe(
  plate: InsetPlate,
  before: OffscreenCanvas,
  after: OffscreenCanvas,
  divider: number,
): void {
  const { context, palette, box, colour } = plate;
  const { x, y, width, height } = pictureOf(box);
  const split = x + divider * width;
  clipped(context, { x, y, width, height }, () => {
    context.drawImage(after, x, y, width, height);
    context.save();
    context.beginPath();
    context.rect(x, y, split - x, height);
    context.clip();
    context.drawImage(before, x, y, width, height);
    context.restore();
    tag(plate, 'before', x + 5, 'left', split - x);
    tag(plate, 'after', x + width - 5, 'right', x + width - split);
    context.fillStyle = palette.panel;
    context.fillRect(split - DIVIDER_PX / 2 - 1, y, DIVIDER_PX + 2, height);
    context.fillStyle = colour;
    context.fillRect(split - DIVIDER_PX / 2, y, DIVIDER_PX, height);
    context.beginPath();
    context.arc(split, y + height / 2, GRIP_PX, 0, 2 * Math.PI);
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = palette.panel;
    context.stroke();
  });
}

/** A word at the foot of a side, when the side is wide enough for it. */
export function tag(
  { context, palette, box }: InsetPlate,
  word: string,
  x: number,
  align: 'left' | 'right',
  room: number,
): void {
  context.font = `600 10px ${FONT_FAMILY}`;
  const width = context.measureText(word).width;
  if (room < width + 14) return;
  const y = box.y + box.height - 10;
  context.globalAlpha = PLATE_OPACITY;
  context.fillStyle = palette.panel;
  context.beginPath();
  context.roundRect(align === 'left' ? x - 3 : x - width - 3, y - 7, width + 6, 14, 3);
  context.fill();
  context.globalAlpha = 1;
  context.fillStyle = palette.ink;
  context.textAlign = align;
  context.fillText(word, x, y + 0.5);
}

/** Within the lower part of a plate: its corners are round there. */
export function clipped(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
  draw: () => void,
): void {
  context.save();
  context.beginPath();
  context.roundRect(x, y, width, height, [0, 0, CORNER_PX, CORNER_PX]);
  context.clip();
  draw();
  context.restore();
}
