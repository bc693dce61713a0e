/** Draws the strip of what was heard: level of the sound, notes as bars, the present at its right end. */
import type { Box, Note } from '../../domain/result';
import type { Palette } from '../theme/tenant-mark';
import { barOf, noteName, pitchRange, ROLL_SECONDS } from './piano-roll';
import { FONT_FAMILY } from './stage-labels';

const CORNER_PX = 6;
const PLATE_OPACITY = 0.92;
/** At the left: the level's bar and the names of the octaves. */
const GUTTER_PX = 44;
const METER_PX = 6;
/** At the top: what sounds, in words. */
const HEADER_PX = 17;
const SMALL = `10px ${FONT_FAMILY}`;
const STRONG = `600 11px ${FONT_FAMILY}`;
/** The meter's range: below is silence to the eye. */
const QUIETEST_DECIBEL = -48;

/** What one tenant has heard. */
export interface HeardLine {
  readonly mark: string;
  readonly colour: string;
  readonly notes: readonly Note[];
  /** The instant up to which it has heard; null before its first result. */
  readonly heardUpTo: number | null;
  /** What sounds now, or why nothing does. */
  readonly words: string;
}

export interface Roll {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly box: Box;
  /** The sound's clock. */
  readonly now: number;
  /** Root mean square of the sound, 0..1. */
  readonly level: number;
  readonly lines: readonly HeardLine[];
}

export function drawRoll(roll: Roll): void {
  const { context, palette, box, now, lines } = roll;
  const { x, y, width, height } = box;
  context.globalAlpha = PLATE_OPACITY;
  context.fillStyle = palette.panel;
  context.beginPath();
  context.roundRect(x, y, width, height, CORNER_PX);
  context.fill();
  context.globalAlpha = 1;
  const field: Box = {
    x: x + GUTTER_PX,
    y: y + HEADER_PX,
    width: width - GUTTER_PX - 8,
    height: height - HEADER_PX - 4,
  };
  const range = pitchRange(lines.flatMap(({ notes }) => notes));
  drawField(roll, field, range);
  lines.forEach(({ notes, colour }, index) => {
    context.fillStyle = colour;
    for (const note of notes) {
      const bar = barOf(note, now, range, field);
      if (bar === null) continue;
      // Tenants that listen to the same sound share a row: each gets its part of the height.
      const thick = Math.max(2, bar.height / lines.length);
      context.globalAlpha = 0.45 + 0.55 * note.amplitude;
      context.beginPath();
      context.roundRect(
        bar.x,
        bar.y + index * thick,
        Math.max(1.5, bar.width - 1),
        Math.max(2.5, thick),
        1.5,
      );
      context.fill();
    }
    context.globalAlpha = 1;
  });
  drawMeter(roll, { x: x + 8, y: field.y, width: METER_PX, height: field.height });
  drawWords(roll);
}

/** Octaves, seconds, what has not been heard yet, the present. */
function drawField(
  { context, palette, lines, now }: Roll,
  field: Box,
  [low, high]: readonly [number, number],
): void {
  const { x, y, width, height } = field;
  const rowPx = height / (high - low + 1);
  const pending = Math.max(0, ...lines.map(({ heardUpTo }) => (heardUpTo === null ? 0 : now - heardUpTo)));
  const pendingPx = Math.min(1, pending / ROLL_SECONDS) * width;
  context.fillStyle = palette.panel2;
  context.fillRect(x + width - pendingPx, y, pendingPx, height);
  context.font = SMALL;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillStyle = palette.line;
  for (let pitch = Math.ceil(low / 12) * 12; pitch <= high; pitch += 12) {
    context.fillRect(x, Math.round(y + (high - pitch + 1) * rowPx) - 0.5, width, 1);
  }
  for (let second = Math.ceil(now - ROLL_SECONDS); second < now; second += 1) {
    context.fillRect(x + width - ((now - second) / ROLL_SECONDS) * width, y, 1, height);
  }
  context.fillStyle = palette.dim;
  for (let pitch = Math.ceil(low / 12) * 12; pitch <= high; pitch += 12) {
    context.fillText(noteName(pitch), x - 5, Math.min(y + height - 4, y + (high - pitch + 0.5) * rowPx));
  }
  context.fillStyle = palette.ink;
  context.fillRect(x + width - 1, y, 1.5, height);
}

function drawMeter({ context, palette, level }: Roll, { x, y, width, height }: Box): void {
  const decibel = 20 * Math.log10(Math.max(1e-6, level));
  const share = Math.max(0, Math.min(1, 1 - decibel / QUIETEST_DECIBEL));
  context.fillStyle = palette.panel2;
  context.beginPath();
  context.roundRect(x, y, width, height, 2);
  context.fill();
  context.fillStyle = palette.accent;
  context.beginPath();
  context.roundRect(x, y + height * (1 - share), width, height * share, 2);
  context.fill();
}

/** Whose the bars are and what sounds now; as many as find room. */
function drawWords({ context, palette, box, lines }: Roll): void {
  const middle = box.y + HEADER_PX / 2 + 1;
  let x = box.x + 8;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { mark, colour, words } of lines) {
    const room = (box.width - 24) / lines.length;
    context.font = STRONG;
    context.fillStyle = colour;
    context.fillText(mark, x, middle);
    context.fillStyle = palette.ink;
    context.fillText(words, x + 14, middle, room - 20);
    x += room;
  }
}
