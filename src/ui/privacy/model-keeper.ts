/**
 * Kept models, in the database that TensorFlow.js has for every page of an origin: ours are told from those of other apps by
 * a mark, or by the files that this app puts beside them. Only ours are counted and erased.
 */
import { DATABASES, KEPT_BY, STORES } from '../../protocol/storage-names';
import type { BrowserPlace } from './browser-place';
import { erased, missing } from './database-keeper';
import { type Found, type Keeper, NOTHING, unreadable, wordsOf } from './keeper';
import { openExisting } from './open-existing';

type Place = Pick<BrowserPlace, 'databases' | 'clock'>;

interface Shelf {
  readonly ours: readonly { readonly key: string; readonly bytes: number }[];
  readonly others: number;
}

export function modelKeeper(place: Place): Keeper {
  return {
    count: async () => {
      try {
        return place.databases() === undefined ? missing : foundOf(await withShelf(place, look, NO_MODELS));
      } catch (thrown) {
        return unreadable(thrown);
      }
    },
    erase: async () => {
      try {
        const left = await withShelf(place, eraseOurs, 0);
        // Empty, it is of no use to anybody: TensorFlow.js makes it anew when it wants one.
        return left === 0 ? await erased(place, DATABASES.models) : null;
      } catch (thrown) {
        return wordsOf(thrown);
      }
    },
  };
}

const NO_MODELS: Shelf = { ours: [], others: 0 };

async function withShelf<T>(place: Place, act: (database: IDBDatabase) => Promise<T>, none: T): Promise<T> {
  const factory = place.databases();
  const database = factory === undefined ? null : await openExisting(factory, DATABASES.models, place.clock);
  if (database === null) return none;
  try {
    return await act(database);
  } finally {
    database.close();
  }
}

function foundOf({ ours, others }: Shelf): Found {
  const bytes = ours.reduce((sum, one) => sum + one.bytes, 0);
  if (others === 0) return ours.length === 0 ? NOTHING : { kind: 'counted', entries: ours.length, bytes };
  const whose = `${others} more ${others === 1 ? 'model' : 'models'} in this database came from other pages of this address and stay.`;
  return { kind: 'counted', entries: ours.length, bytes, note: whose };
}

async function look(database: IDBDatabase): Promise<Shelf> {
  const names = [STORES.modelInfos, STORES.models];
  if (!names.every((name) => database.objectStoreNames.contains(name))) return NO_MODELS;
  const reading = database.transaction(names);
  const rows: unknown[] = await asked(reading.objectStore(STORES.modelInfos).getAll());
  const models = reading.objectStore(STORES.models);
  const ours: { key: string; bytes: number }[] = [];
  for (const row of rows) {
    const { modelPath: key, modelArtifactsInfo: info, keptBy } = fieldsOf(row);
    if (typeof key !== 'string') continue;
    // Those from before there was a mark are known by their files.
    if (keptBy === KEPT_BY || fieldsOf(await asked(models.get(key))).original !== undefined)
      ours.push({ key, bytes: infoBytes(info) });
  }
  return { ours, others: rows.length - ours.length };
}

/** @returns how many models are left, of whomever. */
async function eraseOurs(database: IDBDatabase): Promise<number> {
  const { ours, others } = await look(database);
  if (ours.length === 0) return others;
  const change = database.transaction([STORES.modelInfos, STORES.models], 'readwrite');
  for (const { key } of ours)
    for (const name of change.objectStoreNames) change.objectStore(name).delete(key);
  await new Promise<void>((resolve, reject) => {
    change.oncomplete = () => resolve();
    change.onabort = () => reject(change.error ?? new Error('the models could not be erased'));
  });
  return others;
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the models could not be read'));
  });
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** As TensorFlow.js counts them: topology, descriptions of weights, weights. */
function infoBytes(info: unknown): number {
  const { modelTopologyBytes, weightSpecsBytes, weightDataBytes } = fieldsOf(info);
  return [modelTopologyBytes, weightSpecsBytes, weightDataBytes].reduce<number>(
    (sum, size) => sum + (typeof size === 'number' && size > 0 ? size : 0),
    0,
  );
}
