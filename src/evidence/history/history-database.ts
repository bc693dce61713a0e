/**
 * The database of the history: entries apart from bodies, so that a list reads no body. It knows how they are laid out and
 * nothing of what they mean; each version of the layout has a step here that leads to it.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { KeptEvidence } from '../../domain/evidence';
import { DATABASES } from '../../protocol/storage-names';

const VERSION = 1;

/** An entry as it is stored: one that was removed waits until whoever removed it has ended. */
export interface StoredEntry extends KeptEvidence {
  readonly removedBy: string | null;
}

interface HistorySchema extends DBSchema {
  readonly entries: {
    readonly key: string;
    readonly value: StoredEntry;
    readonly indexes: { readonly keptAt: number };
  };
  readonly bodies: { readonly key: string; readonly value: ArrayBuffer };
}

export type HistoryDatabase = IDBPDatabase<HistorySchema>;

/** Steps from each version to the next; a database of an earlier one runs those that it lacks, in one transaction. */
const STEPS: readonly ((database: HistoryDatabase) => void)[] = [
  (database) => {
    database.createObjectStore('entries', { keyPath: 'id' }).createIndex('keptAt', 'keptAt');
    database.createObjectStore('bodies');
  },
];

/** @param onClosed it must be opened again: another tab brings a newer layout, or the browser closed it. */
export async function openHistory(onClosed: () => void): Promise<HistoryDatabase> {
  const database: HistoryDatabase = await openDB<HistorySchema>(DATABASES.history, VERSION, {
    upgrade(opened, oldVersion) {
      for (const step of STEPS.slice(oldVersion)) step(opened);
    },
    blocking() {
      database.close();
      onClosed();
    },
    terminated: onClosed,
  });
  return database;
}
