/** What the piano roll shows: the strip's time and pitch to places, notes to words. Pure. */
import type { Box, Note } from '../../domain/result';

/** From the left end of the strip to the present. */
export const ROLL_SECONDS = 6;
/** From D3 to A5 at least; more when a note lies beyond. */
const LOWEST = 50;
const HIGHEST = 81;

const NAMES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'] as const;

/** 69 → "A4". */
export const noteName = (pitch: number): string =>
  `${NAMES[((pitch % 12) + 12) % 12]}${Math.floor(pitch / 12) - 1}`;

/** The lowest and highest pitch on the strip. */
export function pitchRange(notes: readonly Note[]): readonly [number, number] {
  const pitches = notes.map(({ pitch }) => pitch);
  return [Math.min(LOWEST, ...pitches), Math.max(HIGHEST, ...pitches)];
}

/** Where a note lies in the roll; null when it is too old. @param now the sound's clock, at the right end. */
export function barOf(
  { pitch, startSeconds, endSeconds }: Note,
  now: number,
  [low, high]: readonly [number, number],
  roll: Box,
): Box | null {
  const secondPx = roll.width / ROLL_SECONDS;
  const right = roll.x + roll.width - Math.max(0, now - endSeconds) * secondPx;
  const left = Math.max(roll.x, roll.x + roll.width - (now - startSeconds) * secondPx);
  if (right <= roll.x || right <= left) return null;
  const rowPx = roll.height / (high - low + 1);
  return { x: left, y: roll.y + (high - pitch) * rowPx, width: right - left, height: rowPx };
}

/** The notes that sound at the end of what was heard, lowest first: "C4 E4 G4". */
export function soundingWords(notes: readonly Note[], endSeconds: number): string {
  const TAIL = 0.1; // a window's last frames are uncertain
  const sounding = notes.filter((note) => note.endSeconds > endSeconds - TAIL);
  const pitches = [...new Set(sounding.map(({ pitch }) => pitch))].sort((a, b) => a - b);
  return pitches.map(noteName).join(' ');
}
