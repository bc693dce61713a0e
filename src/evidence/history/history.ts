/**
 * Runs and experiments that this browser keeps: put in, listed, opened, changed, removed and brought back. Two tabs may do
 * so at once: every change is one transaction on what is there at that instant. It knows bodies as bytes of a file.
 */

import { EngineError } from '../../domain/errors';
import type { HistoryState, KeptEvidence } from '../../domain/evidence';
import type { EvidenceContract } from '../../protocol/evidence-contract';
import { type HistoryDatabase, openHistory, type StoredEntry } from './history-database';
import {
  isQuota,
  type StorageRoom,
  storageCleared,
  storageFull,
  storageRefusal,
  wasClosed,
} from './storage-words';
import type { WorkerLives } from './worker-lives';

interface HistorySurroundings {
  readonly lives: WorkerLives;
  /** As `navigator.storage.estimate`; null where the browser does not say. */
  readonly estimate: () => Promise<StorageEstimate | null>;
}

export class History {
  #opened: Promise<HistoryDatabase> | null = null;

  constructor(private readonly around: HistorySurroundings) {}

  /** Pinned first, then newest first. @throws EngineError `storage-blocked`. */
  async state(): Promise<HistoryState> {
    const [entries, room] = await Promise.all([this.#listed(), this.#room()]);
    return { entries, ...room };
  }

  /** @throws EngineError `storage-full` | `storage-blocked`: nothing else was changed. */
  async keep(entry: KeptEvidence, body: ArrayBuffer): Promise<KeptEvidence> {
    try {
      await this.#asked(async (database) => {
        const change = database.transaction(['entries', 'bodies'], 'readwrite');
        await Promise.allSettled([
          change.objectStore('bodies').put(body, entry.id),
          change.objectStore('entries').put({ ...entry, removedBy: null }),
          change.done,
        ]);
        await change.done; // its error is the reason: a request that fell with it says only that it fell
      });
    } catch (thrown) {
      const cause = thrown instanceof EngineError ? thrown.cause : thrown;
      if (!isQuota(cause)) throw thrown;
      throw storageFull(entry.name, entry.bytes, await this.#room(), await this.#listed());
    }
    return entry;
  }

  /** @throws EngineError `storage-cleared` when it is gone. */
  async body(id: string): Promise<ArrayBuffer> {
    const body = await this.#asked((database) => database.get('bodies', id));
    if (body === undefined) throw storageCleared();
    return body;
  }

  /** @throws EngineError `storage-cleared` when it is gone. */
  change(id: string, change: Parameters<EvidenceContract['change']>[0]['change']): Promise<KeptEvidence> {
    return this.#altered(id, (entry) => ({ ...entry, ...change }));
  }

  /** One that is gone already stays gone. */
  async remove(id: string): Promise<void> {
    await this.#altered(id, (entry) => ({ ...entry, removedBy: this.around.lives.token })).catch((thrown) => {
      if (!(thrown instanceof EngineError && thrown.code === 'storage-cleared')) throw thrown;
    });
  }

  restore(id: string): Promise<KeptEvidence> {
    return this.#altered(id, (entry) => ({ ...entry, removedBy: null }));
  }

  async #listed(): Promise<readonly KeptEvidence[]> {
    const all = await this.#asked((database) => database.getAllFromIndex('entries', 'keptAt'));
    return all
      .reverse()
      .filter(({ removedBy }) => removedBy === null)
      .sort((a, b) => Number(b.pinned) - Number(a.pinned))
      .map(keptOf);
  }

  async #altered(id: string, alter: (entry: StoredEntry) => StoredEntry): Promise<KeptEvidence> {
    const changed = await this.#asked(async (database) => {
      const change = database.transaction('entries', 'readwrite');
      const entry = await change.store.get(id);
      const altered = entry === undefined ? null : alter(entry);
      if (altered !== null) await change.store.put(altered);
      await change.done;
      return altered;
    });
    if (changed === null) throw storageCleared();
    return keptOf(changed);
  }

  async #room(): Promise<StorageRoom> {
    const told = await this.around.estimate().catch(() => null);
    return { usedBytes: told?.usage ?? null, quotaBytes: told?.quota ?? null };
  }

  async #asked<T>(ask: (database: HistoryDatabase) => Promise<T>): Promise<T> {
    try {
      return await this.#once(ask).catch((thrown) =>
        wasClosed(thrown) ? this.#once(ask) : Promise.reject(thrown),
      );
    } catch (thrown) {
      throw storageRefusal(thrown);
    }
  }

  async #once<T>(ask: (database: HistoryDatabase) => Promise<T>): Promise<T> {
    try {
      this.#opened ??= this.#open();
      return await ask(await this.#opened);
    } catch (thrown) {
      // A connection that another tab or the browser closed: the next call opens it again.
      this.#opened = null;
      throw thrown;
    }
  }

  async #open(): Promise<HistoryDatabase> {
    const database = await openHistory(() => {
      this.#opened = null;
    });
    await this.#eraseRemoved(database);
    return database;
  }

  /** What was removed by workers that have ended: nobody can bring it back any more. */
  async #eraseRemoved(database: HistoryDatabase): Promise<void> {
    const living = await this.around.lives.living();
    const erase = database.transaction(['entries', 'bodies'], 'readwrite');
    for (const { id, removedBy } of await erase.objectStore('entries').getAll()) {
      if (removedBy === null || living.has(removedBy)) continue;
      await Promise.all([erase.objectStore('entries').delete(id), erase.objectStore('bodies').delete(id)]);
    }
    await erase.done;
  }
}

const keptOf = ({ removedBy: _, ...entry }: StoredEntry): KeptEvidence => entry;
