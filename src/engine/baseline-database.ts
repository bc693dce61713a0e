/**
 * Baselines in this browser's IndexedDB: one store for figures, which are read at every visit, one for samples, which are
 * read when somebody asks. It knows no tenants; refusals of the browser become errors in words.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { EngineError } from '../domain/errors';
import type { BaselineSamples, BaselineShelf, KeptBaseline } from './baseline-shelf';

const NAME = 'playground-baselines';
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
  const asked = async <T>(ask: (database: IDBPDatabase<Tables>) => Promise<T>): Promise<T> => {
    try {
      opening ??= open(forget);
      return await ask(await opening);
    } catch (thrown) {
      forget();
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
  await Promise.all([...change(baselines, samples), transaction.done]);
}

const open = (onClosed: () => void): Promise<IDBPDatabase<Tables>> =>
  openDB<Tables>(NAME, VERSION, {
    upgrade(database) {
      database.createObjectStore('baselines');
      database.createObjectStore('samples');
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

function refusal(thrown: unknown): EngineError {
  const name = thrown instanceof Error ? thrown.name : String(thrown);
  if (name === 'QuotaExceededError') {
    const told =
      "This browser's storage is full: baselines last until the page closes. Free space to keep them.";
    return new EngineError('storage-full', told, { cause: thrown });
  }
  const told = `This browser does not let the page use its storage (${name}): baselines last until the page closes. Allow site data for this page to keep them.`;
  return new EngineError('storage-blocked', told, { cause: thrown });
}
