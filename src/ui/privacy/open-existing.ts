/**
 * Databases as somebody opens them who must not make one by looking, and erases them although others may hold them. It knows
 * no layout.
 */
import type { Clock } from '../../base/clock';

/** A database that does not answer within this is being erased, or upgraded, by another tab. */
const PATIENCE_MS = 3000;

const slow = (name: string): Error =>
  new DOMException(`the database ${name} does not answer; another tab holds it`, 'TimeoutError');

/** Null when there is none. Rejects with the browser's `DOMException`, or a `TimeoutError`. The caller closes it. */
export async function openExisting(
  factory: IDBFactory,
  name: string,
  clock: Clock,
): Promise<IDBDatabase | null> {
  if (await isMissing(factory, name)) return null;
  return new Promise((resolve, reject) => {
    const request = factory.open(name);
    let late = false;
    const cancel = clock.schedule(clock.now() + PATIENCE_MS, () => {
      late = true;
      reject(slow(name));
    });
    // Only a database that did not exist is upgraded from version 0: it is not made after all.
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onsuccess = () => {
      cancel();
      const { result } = request;
      result.onversionchange = () => result.close();
      if (late) result.close();
      else resolve(result);
    };
    request.onerror = () => {
      cancel();
      if (request.error?.name === 'AbortError') resolve(null);
      else reject(request.error ?? new Error(`the database ${name} could not be opened`));
    };
  });
}

/** False also where the browser does not tell: then it is opened in earnest. */
async function isMissing(factory: IDBFactory, name: string): Promise<boolean> {
  if (typeof factory.databases !== 'function') return false;
  const known = await factory.databases();
  return known.every((one) => one.name !== name);
}

/**
 * Resolves with whether it is gone; false when another tab still holds it: then it goes as soon as that lets go of it.
 * Rejects with the browser's `DOMException`.
 */
export function deleteDatabase(factory: IDBFactory, name: string, clock: Clock): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const request = factory.deleteDatabase(name);
    const cancel = clock.schedule(clock.now() + PATIENCE_MS, () => resolve(false));
    request.onsuccess = () => {
      cancel();
      resolve(true);
    };
    request.onerror = () => {
      cancel();
      reject(request.error ?? new Error(`the database ${name} could not be erased`));
    };
  });
}

/** Calls `each` with every value of a store, one at a time, so that never more than one is in memory. */
export function eachRow(store: IDBObjectStore, each: (value: unknown) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = store.openCursor();
    request.onerror = () => reject(request.error ?? new Error('the rows could not be read'));
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor === null) {
        resolve();
        return;
      }
      each(cursor.value);
      cursor.continue();
    };
  });
}
