/** Why the browser's storage refused, in words: how large things are, and what to delete. */

import { EngineError } from '../../domain/errors';
import type { KeptEvidence } from '../../domain/evidence';
import { newerStorage } from '../../domain/newer-storage';

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(bytes < 2 ** 20 ? 2 : 1)} MB`;
const NAMED = 3;

export interface StorageRoom {
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
}

export const isQuota = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.name === 'QuotaExceededError';

export function storageFull(
  name: string,
  neededBytes: number,
  { usedBytes, quotaBytes }: StorageRoom,
  entries: readonly KeptEvidence[],
): EngineError {
  const room =
    usedBytes === null || quotaBytes === null
      ? 'the browser gives no more'
      : `${megabytes(usedBytes)} of ${megabytes(quotaBytes)} are taken`;
  const largest = [...entries].sort((a, b) => b.bytes - a.bytes).slice(0, NAMED);
  const advice =
    largest.length === 0
      ? 'Nothing is kept yet: free space on the disk'
      : `Delete what you need no more, largest first: ${largest.map((entry) => `"${entry.name}" (${megabytes(entry.bytes)})`).join(', ')}`;
  return new EngineError(
    'storage-full',
    `"${name}" needs ${megabytes(neededBytes)} in this browser's storage, and ${room}. ${advice}; or export it as a file.`,
  );
}

/** The database was erased or cleared under way, by another tab or by hand: what is asked for anew finds a new one. */
export const wasClosed = (thrown: unknown): boolean =>
  thrown instanceof Error && (thrown.name === 'InvalidStateError' || thrown.name === 'AbortError');

export function storageRefusal(thrown: unknown): EngineError {
  const newer = newerStorage(thrown, 'The history of runs', 'Export what you want to keep until then.');
  if (newer !== null) return newer;
  if (isQuota(thrown)) {
    const full =
      'The browser gives this page no more storage, so nothing was changed. Export and delete kept runs, or free space on the disk.';
    return new EngineError('storage-full', full, { cause: thrown });
  }
  const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new EngineError(
    'storage-blocked',
    `This browser does not let the page keep runs (${reason}). Allow site data for this page or leave private browsing; until then export what you want to keep.`,
    { cause: thrown },
  );
}

export const storageCleared = (): EngineError =>
  new EngineError(
    'storage-cleared',
    'This entry is gone: it was deleted in another tab, or the site data was cleared. Reload the list; a file that was exported can be opened again.',
  );
