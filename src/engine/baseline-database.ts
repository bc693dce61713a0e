/**
 * Baselines in this browser's IndexedDB: one store for figures, which are read at every visit, one for samples, which are
 * read when somebody asks. It knows no tenants; refusals of the browser become errors in words.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { EngineError } from '../domain/errors';
import { newerStorage } from '../domain/newer-storage';
import { DATABASES } from '../protocol/storage-names';
import type { BaselineSamples, BaselineShelf, KeptBaseline } from './baseline-shelf';

const VERSION = 1;

interface Tables extends DBSchema {
  baselines: { key: string; value: KeptBaseline };
  samples: { key: string; value: BaselineSamples };
}

/** Opened at the first call, and again after the browser has closed it. */
export function createBaselineDatabase(): BaselineShelf {
  let opening: Promise<IDBPDatabase<Tables>> | null = null;
  const forget = () => {
    opening = null;
  };
  const once = async <T>(ask: (database: IDBPDatabase<Tables>) => Promise<T>): Promise<T> => {
    try {
      opening ??= open(forget);
      return await ask(await opening);
    } catch (thrown) {
      forget();
      throw thrown;
    }
  };
  const asked = async <T>(ask: (database: IDBPDatabase<Tables>) => Promise<T>): Promise<T> => {
    try {
      return await once(ask).catch((thrown) => (wasClosed(thrown) ? once(ask) : Promise.reject(thrown)));
    } catch (thrown) {
      throw refusal(thrown);
    }
  };
  return {
    list: () => asked(async (database) => (await database.getAll('baselines')).filter(isKept)),
    samplesOf: (key) => asked(async (database) => (await database.get('samples', key)) ?? null),
    put: (kept, samples) =>
      asked((database) =>
        inOne(database, (baselines, all) => [baselines.put(kept, kept.key), all.put(samples, kept.key)]),
      ),
    remove: (keys) =>
      asked((database) =>
        inOne(database, (baselines, all) => keys.flatMap((key) => [baselines.delete(key), all.delete(key)])),
      ),
  };
}

type Store<N extends 'baselines' | 'samples'> = ReturnType<typeof storesOf>[N];
const storesOf = (database: IDBPDatabase<Tables>) => {
  const transaction = database.transaction(['baselines', 'samples'], 'readwrite');
  return {
    transaction,
    baselines: transaction.objectStore('baselines'),
    samples: transaction.objectStore('samples'),
  };
};

/** Figures and samples change together or not at all. */
async function inOne(
  database: IDBPDatabase<Tables>,
  change: (baselines: Store<'baselines'>, samples: Store<'samples'>) => readonly Promise<unknown>[],
): Promise<void> {
  const { transaction, baselines, samples } = storesOf(database);
  await Promise.allSettled([...change(baselines, samples), transaction.done]);
  await transaction.done; // its error is the reason: a request that fell with it says only that it fell
}

/** Steps from each version to the next; a database of an earlier one runs those that it lacks, in one transaction. */
const STEPS: readonly ((database: IDBPDatabase<Tables>) => void)[] = [
  (database) => {
    database.createObjectStore('baselines');
    database.createObjectStore('samples');
  },
];

const open = (onClosed: () => void): Promise<IDBPDatabase<Tables>> =>
  openDB<Tables>(DATABASES.baselines, VERSION, {
    upgrade(database, oldVersion) {
      for (const step of STEPS.slice(oldVersion)) step(database);
    },
    // Another tab brings a newer version, or the browser ends the connection: the next call opens anew.
    blocking: (_current, _blocked, event) => {
      onClosed();
      (event.target as IDBDatabase).close(); // the database that the event is about
    },
    terminated: onClosed,
  });

/** What stands there may have been written by another version, or by hand. */
function isKept({ key, baseline, takenAt }: KeptBaseline): boolean {
  const { n, throughputPerSecond, latencyMs, serviceTimeMs, computeMeanMs, durationMs } = baseline ?? {};
  const numbers = [n, throughputPerSecond, computeMeanMs, durationMs, takenAt];
  const means = [latencyMs?.mean, serviceTimeMs?.mean];
  return typeof key === 'string' && [...numbers, ...means].every((one) => Number.isFinite(one));
}

/** It was erased or cleared under way, by another tab or by hand: what is asked for anew finds a new one. */
const wasClosed = (thrown: unknown): boolean =>
  thrown instanceof Error && (thrown.name === 'InvalidStateError' || thrown.name === 'AbortError');

function refusal(thrown: unknown): EngineError {
  const newer = newerStorage(thrown, 'What is kept of baselines', 'Those of this page last until it closes.');
  if (newer !== null) return newer;
  const name = thrown instanceof Error ? thrown.name : String(thrown);
  if (name === 'QuotaExceededError') {
    const told =
      "This browser's storage is full: baselines last until the page closes. Free space to keep them.";
    return new EngineError('storage-full', told, { cause: thrown });
  }
  const told = `This browser does not let the page use its storage (${name}): baselines last until the page closes. Allow site data for this page to keep them.`;
  return new EngineError('storage-blocked', told, { cause: thrown });
}
