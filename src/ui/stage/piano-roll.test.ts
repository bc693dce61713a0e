import { describe, expect, it } from 'vitest';
import type { Note } from '../../domain/result';
import { barOf, noteName, pitchRange, soundingWords } from './piano-roll';

const note = (pitch: number, startSeconds: number, endSeconds: number): Note => ({
  pitch,
  startSeconds,
  endSeconds,
  amplitude: 0.8,
});
const roll = { x: 100, y: 10, width: 600, height: 74 };

describe('the piano roll', () => {
  it('names pitches as musicians do', () => {
    expect([21, 60, 69, 73, 108].map(noteName)).toEqual(['A0', 'C4', 'A4', 'C♯5', 'C8']);
  });

  it('shows two octaves and a half, and more when a note lies beyond', () => {
    expect(pitchRange([note(60, 0, 1)])).toEqual([50, 81]);
    expect(pitchRange([note(40, 0, 1), note(90, 0, 1)])).toEqual([40, 90]);
  });

  it('puts the present at its right end and six seconds before at its left', () => {
    const bar = barOf(note(84, 8, 9), 10, [48, 84], roll);
    expect(bar?.x).toBeCloseTo(500);
    expect(bar?.width).toBeCloseTo(100);
    expect(bar?.y).toBeCloseTo(10);
    expect(bar?.height).toBeCloseTo(2);
  });

  it('cuts what reaches out of it, and leaves out what has left', () => {
    expect(barOf(note(60, 2, 5), 10, [48, 84], roll)).toMatchObject({ x: 100, width: 100 });
    expect(barOf(note(60, 1, 3.9), 10, [48, 84], roll)).toBeNull();
  });

  it('says what sounds at the end of what was heard, each pitch once', () => {
    const notes = [note(76, 1, 2), note(60, 1, 1.95), note(60, 0, 1.95), note(64, 0, 1.5)];
    expect(soundingWords(notes, 2)).toBe('C4 E5');
  });
});
