import { describe, expect, it } from 'vitest';
import type { Note } from '../../domain/result';
import { NoteHistory } from './note-history';

const note = (pitch: number, startSeconds: number, endSeconds: number): Note => ({
  pitch,
  startSeconds,
  endSeconds,
  amplitude: 0.7,
});

/** The history of windows of two seconds that end at the given instants. */
function historyOf(...windows: readonly (readonly [end: number, ...notes: readonly Note[]])[]) {
  const history = new NoteHistory();
  for (const [endSeconds, ...notes] of windows) {
    history.add({ kind: 'notes', startSeconds: endSeconds - 2, endSeconds, notes });
  }
  return history.notes;
}

describe('the notes heard lately', () => {
  it('keep what came before the newest window', () => {
    const early = note(60, 0.5, 0.9);
    const late = note(64, 2.6, 3.4);
    expect(historyOf([2, early], [3.5, late])).toEqual([early, late]);
  });

  it('show a note once that two windows heard, with its beginning from the older and its end from the newer', () => {
    expect(historyOf([2, note(60, 0.5, 2)], [3, note(60, 1, 2.6)])).toEqual([note(60, 0.5, 2.6)]);
  });

  it('believe the newer window about what lies inside it', () => {
    const wrong = note(88, 1.8, 2);
    expect(historyOf([2, wrong], [2.5, note(76, 1.79, 2.5)])).toEqual([note(76, 1.79, 2.5)]);
  });

  it('end a note at the seam when the newer window does not hear it any more', () => {
    expect(historyOf([2, note(60, 0.5, 2)], [3, note(72, 2, 3)])).toEqual([
      note(60, 0.5, 1.25),
      note(72, 2, 3),
    ]);
  });

  it('keep a pitch that is struck again apart', () => {
    const [first, second] = [note(60, 0.5, 1.4), note(60, 1.5, 2.4)];
    expect(historyOf([2, first, note(60, 1.5, 2)], [2.5, note(60, 0.5, 1.4), second])).toEqual([
      first,
      second,
    ]);
  });

  it('forget after eight seconds', () => {
    expect(historyOf([2, note(60, 0.5, 1)], [9.5, note(64, 8, 9)])).toEqual([note(64, 8, 9)]);
  });
});
