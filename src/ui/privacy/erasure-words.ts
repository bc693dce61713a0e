/** What erasing came to, in sentences, and how much of a thing there is. It erases nothing. */
import { formatBytes, formatCount } from '../format';
import { HELD } from './database-keeper';
import type { Erasure, InventoryRow, Left } from './inventory';
import type { Found } from './keeper';

export interface Told {
  readonly headline: string;
  /** What is still there and why, a sentence each. */
  readonly left: readonly string[];
}

/** "12 files, 3.1 MB"; "nothing"; "unknown". */
export function amountOf(found: Found, [one, several]: readonly [string, string]): string {
  if (found.kind === 'permission') return found.state;
  if (found.kind === 'unreadable') return 'unknown';
  if (found.entries === 0) return 'nothing';
  const size = found.bytes === null ? 'size unknown' : formatBytes(found.bytes);
  return `${formatCount(found.entries)} ${found.entries === 1 ? one : several}, ${size}`;
}

/** What there is to lose, in the order of the list. */
export const present = (rows: readonly InventoryRow[]): readonly InventoryRow[] =>
  rows.filter(({ found, erasable }) => erasable && found.kind === 'counted' && found.entries > 0);

export interface Asked {
  /** Null: everything. */
  readonly what: string | null;
  /** The other tabs of this app, in words. */
  readonly tabs: readonly string[];
}

export function erasureWords({ rows, left }: Erasure, { what, tabs }: Asked): Told {
  const told = left.map((one) => leftWords(one, tabs));
  if (left.length > 0) {
    const all = what === null ? 'Not everything could be erased.' : `${what}: not erased.`;
    return { headline: all, left: told };
  }
  if (what !== null) return { headline: `${what}: erased.`, left: [] };
  const unseen = rows.filter(({ found }) => found.kind === 'unreadable').map(({ holding }) => holding.what);
  const checked =
    unseen.length === 0
      ? 'Everything is erased: looked at again, nothing of this app is left in this browser.'
      : `What could be reached is erased. The browser does not let the page look at: ${unseen.join(', ')}.`;
  return { headline: `${checked} ${RUNS_ON}`, left: [] };
}

const RUNS_ON =
  'This tab runs on with what it holds in memory, and keeps again what you choose, keep or measure from now on.';

function leftWords({ holding, why }: Left, tabs: readonly string[]): string {
  const held = why === HELD ? `: ${why}. ${tabWords(tabs)}` : `: ${why}.`;
  return `${holding.what} (${holding.name})${held}`;
}

function tabWords(tabs: readonly string[]): string {
  if (tabs.length === 0)
    return 'No tab answers: it sleeps, or is of an older version. Close every other tab of this address.';
  return `Tabs that are open: ${tabs.join('; ')}. Close them and erase again.`;
}
