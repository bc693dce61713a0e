/** The history as a list: searched, ordered, and its room in words. Pure. */
import type { HistoryState, KeptEvidence } from '../../domain/evidence';
import { formatBytes, formatFraction } from '../format';

/** Pinned first, then the newest; only those that have every word of `search` somewhere. */
export function listed(entries: readonly KeptEvidence[], search: string): readonly KeptEvidence[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = entries.filter(({ name, note, line, kind, origin }) => {
    const text = [name, note, line, kind, origin].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return found.toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || b.takenAt - a.takenAt);
}

/** From here on it is said that room ends. */
const NEARLY_FULL = 0.8;

interface RoomWords {
  readonly text: string;
  readonly nearlyFull: boolean;
}

/** Null when this browser does not tell. */
export function roomWords({ usedBytes, quotaBytes }: HistoryState): RoomWords | null {
  if (usedBytes === null || quotaBytes === null || quotaBytes <= 0) return null;
  const share = usedBytes / quotaBytes;
  const text = `${formatBytes(usedBytes)} of ${formatBytes(quotaBytes)} used by this site (${formatFraction(share, share < 0.1 ? 1 : 0)})`;
  return { text, nearlyFull: share >= NEARLY_FULL };
}

/** "today 14:03", or the day and the time. */
export function whenWords(at: number, now: number): string {
  const date = new Date(at);
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (date.toDateString() === new Date(now).toDateString()) return `today ${time}`;
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
  return `${day}, ${time}`;
}
