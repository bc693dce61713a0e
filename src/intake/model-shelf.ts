/**
 * Models in this browser's IndexedDB, laid out as TensorFlow.js lays them out (`indexeddb://<key>`), so that either
 * finds the other's. Ours rather than the library's reader and writer, because a write of its must not hang when the
 * disk is full: it rolls back in a transaction that has ended. Must not know what a model is.
 */
import { DATABASES, KEPT_BY, STORES } from '../protocol/storage-names';

const VERSION = 1;
const MODELS = STORES.models;
const INFOS = STORES.modelInfos;
type Store = typeof MODELS | typeof INFOS;

/** What stands in the store; written by any page of this origin, so nothing in it can be relied on. */
interface ShelfEntry {
  readonly key: string;
  /** TensorFlow.js's `ModelArtifactsInfo`. */
  readonly info: unknown;
}

/** One model's record; `original` is ours, TensorFlow.js leaves it alone. */
export interface ShelfRecord {
  readonly modelArtifacts: unknown;
  readonly modelArtifactsInfo: unknown;
  readonly original: unknown;
}

/** Everything rejects with the browser's own `DOMException`. */
export interface ModelShelf {
  /** Only those that have both their parts. */
  list(): Promise<readonly ShelfEntry[]>;
  get(key: string): Promise<ShelfRecord | null>;
  /** All or nothing; takes the place of what is there. */
  put(key: string, record: ShelfRecord): Promise<void>;
  /** Nothing happens where nothing is. */
  delete(key: string): Promise<void>;
}

/** @param factory read at each call: the browser may withdraw it, and may throw when it is touched */
export function createShelf(factory: () => IDBFactory | undefined): ModelShelf {
  const run = async <T>(
    mode: IDBTransactionMode,
    act: (store: (name: Store) => IDBObjectStore) => () => T,
  ) => {
    const database = await open(factory());
    try {
      return await transact(database, mode, act);
    } finally {
      database.close();
    }
  };
  return {
    list: () =>
      run('readonly', (store) => {
        const infos: IDBRequest<unknown[]> = store(INFOS).getAll();
        const keys = store(MODELS).getAllKeys();
        return () => entriesOf(infos.result, new Set(keys.result));
      }),
    get: (key) =>
      run('readonly', (store) => {
        const request: IDBRequest<unknown> = store(MODELS).get(key);
        return () => recordOf(request.result);
      }),
    put: (key, { modelArtifacts, modelArtifactsInfo, original }) =>
      run('readwrite', (store) => {
        store(INFOS).put({ modelPath: key, modelArtifactsInfo, keptBy: KEPT_BY });
        store(MODELS).put({ modelPath: key, modelArtifacts, modelArtifactsInfo, original });
        return () => {};
      }),
    delete: (key) =>
      run('readwrite', (store) => {
        store(INFOS).delete(key);
        store(MODELS).delete(key);
        return () => {};
      }),
  };
}

function open(factory: IDBFactory | undefined): Promise<IDBDatabase> {
  if (factory === undefined)
    return Promise.reject(new DOMException('there is no IndexedDB', 'SecurityError'));
  return new Promise((resolve, reject) => {
    const request = factory.open(DATABASES.models, VERSION);
    request.onupgradeneeded = () => {
      for (const name of [MODELS, INFOS]) request.result.createObjectStore(name, { keyPath: 'modelPath' });
    };
    request.onsuccess = () => {
      const { result } = request;
      result.onversionchange = () => result.close(); // whoever erases it waits for what is under way only
      resolve(result);
    };
    request.onerror = () => reject(request.error);
  });
}

/** @param act makes the requests, and returns what reads their results once the whole is done */
function transact<T>(
  database: IDBDatabase,
  mode: IDBTransactionMode,
  act: (store: (name: Store) => IDBObjectStore) => () => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([MODELS, INFOS], mode);
    const read = act((name) => transaction.objectStore(name));
    transaction.oncomplete = () => resolve(read());
    // No error of its own has one that was ended from outside: the site's data was cleared meanwhile.
    transaction.onabort = () => reject(transaction.error ?? new DOMException('it was cleared', 'AbortError'));
  });
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

function entriesOf(infos: readonly unknown[], keys: ReadonlySet<unknown>): readonly ShelfEntry[] {
  return infos.flatMap((stored) => {
    const { modelPath: key, modelArtifactsInfo: info } = fieldsOf(stored);
    return typeof key === 'string' && keys.has(key) ? [{ key, info }] : [];
  });
}

function recordOf(stored: unknown): ShelfRecord | null {
  if (stored === undefined) return null;
  const { modelArtifacts, modelArtifactsInfo, original } = fieldsOf(stored);
  return { modelArtifacts, modelArtifactsInfo, original };
}
