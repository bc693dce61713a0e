/**
 * The notes that a tenant has heard lately, put together from windows that overlap: a newer window is right about what it
 * heard well, an older one about what came before it. Pure but for what it keeps; it reads no clock.
 */
import type { Note, Result } from '../../domain/result';

type Heard = Extract<Result, { kind: 'notes' }>;

/** What the piano roll shows, and a little more. */
const KEPT_SECONDS = 8;
/** A window knows little of its first moments: what was struck just before sounds on without a beginning. */
const EDGE_SECONDS = 0.25;

export class NoteHistory {
  #notes: readonly Note[] = [];

  get notes(): readonly Note[] {
    return this.#notes;
  }

  add({ startSeconds, endSeconds, notes }: Heard): void {
    const seam = startSeconds + EDGE_SECONDS;
    const across = notes.filter((note) => note.startSeconds < seam);
    const before = this.#notes.filter((note) => note.startSeconds < seam);
    const continued = new Set<Note>();
    const older = before.map((note) => {
      if (note.endSeconds <= startSeconds) return note;
      const rest = across.find((one) => one.pitch === note.pitch);
      if (rest === undefined) return { ...note, endSeconds: Math.min(note.endSeconds, seam) };
      continued.add(rest);
      return { ...note, endSeconds: Math.max(rest.endSeconds, startSeconds) };
    });
    const news = notes.filter((note) => !continued.has(note));
    this.#notes = [...older, ...news].filter((note) => note.endSeconds > endSeconds - KEPT_SECONDS);
  }
}
