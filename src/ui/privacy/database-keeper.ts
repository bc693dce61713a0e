/** A database that is this app's alone, counted by its rows and erased as a whole. */
import type { BrowserPlace } from './browser-place';
import { type Found, type Keeper, NOTHING, unreadable, wordsOf } from './keeper';
import { deleteDatabase, eachRow, openExisting } from './open-existing';
import { storedBytes } from './stored-bytes';

type Place = Pick<BrowserPlace, 'databases' | 'clock'>;

interface Layout {
  readonly name: string;
  /** The store whose rows are the entries. */
  readonly entries: string;
  /** Bytes of a row of that store; absent: of every value of every store, by `storedBytes`. */
  readonly bytesOf?: (row: unknown) => number;
}

/** Told where a database is still open somewhere. */
export const HELD =
  'another tab of this app holds it open; it goes as soon as that tab lets go of it or is closed';

export function databaseKeeper(place: Place, layout: Layout): Keeper {
  return {
    count: async () => {
      try {
        const factory = place.databases();
        if (factory === undefined) return missing;
        const database = await openExisting(factory, layout.name, place.clock);
        if (database === null) return NOTHING;
        try {
          return await counted(database, layout);
        } finally {
          database.close();
        }
      } catch (thrown) {
        return unreadable(thrown);
      }
    },
    erase: () => erased(place, layout.name),
  };
}

/** @returns null when it is gone, else why not. */
export async function erased(place: Place, name: string): Promise<string | null> {
  try {
    const factory = place.databases();
    if (factory === undefined) return null; // nothing can be there
    return (await deleteDatabase(factory, name, place.clock)) ? null : HELD;
  } catch (thrown) {
    return wordsOf(thrown);
  }
}

export const missing: Found = {
  kind: 'unreadable',
  why: 'This browser has no IndexedDB here: nothing is kept.',
};

async function counted(database: IDBDatabase, { entries: main, bytesOf }: Layout): Promise<Found> {
  const names = [...database.objectStoreNames];
  if (!names.includes(main)) return { ...NOTHING, note: 'It is of another version of this app.' };
  const reading = database.transaction(bytesOf === undefined ? names : [main]);
  let entries = 0;
  let bytes = 0;
  for (const name of reading.objectStoreNames) {
    await eachRow(reading.objectStore(name), (row) => {
      if (name === main) entries += 1;
      bytes += bytesOf?.(row) ?? storedBytes(row);
    });
  }
  return { kind: 'counted', entries, bytes };
}
