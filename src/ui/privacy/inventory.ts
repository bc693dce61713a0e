/**
 * What the browser keeps for this app just now, each thing counted in its own way, and the erasing of one or of all of them.
 * It renders nothing and knows neither engine nor workers: it must work when they do not.
 */
import { DATABASES, LOCAL_KEYS, reloadedKey, STORES } from '../../protocol/storage-names';
import type { BrowserPlace } from './browser-place';
import { cacheKeeper } from './cache-keeper';
import { databaseKeeper } from './database-keeper';
import { holdingsOf, isAppCache, isModelCache } from './holding-list';
import type { Holding, HoldingId } from './holdings';
import { type Found, isEmpty, type Keeper, wordsOf } from './keeper';
import { modelKeeper } from './model-keeper';
import { textKeeper } from './text-keeper';
import { permissionKeeper, workerKeeper } from './worker-keeper';

export interface InventoryRow {
  readonly holding: Holding;
  readonly found: Found;
  /** False for what only the person can take back. */
  readonly erasable: boolean;
}

/** What could not be erased, and why. */
export interface Left {
  readonly holding: Holding;
  readonly why: string;
}

export interface Erasure {
  readonly rows: readonly InventoryRow[];
  readonly left: readonly Left[];
}

export class Inventory {
  readonly #holdings: readonly Holding[];
  readonly #keepers: Readonly<Record<HoldingId, Keeper>>;

  constructor(place: BrowserPlace) {
    this.#holdings = holdingsOf(place.scope);
    this.#keepers = keepersOf(place);
  }

  /** Everything, counted anew. Never rejects. */
  read(): Promise<readonly InventoryRow[]> {
    return Promise.all(
      this.#holdings.map(async (holding) => {
        const keeper = this.#keepers[holding.id];
        return { holding, found: await keeper.count(), erasable: keeper.erase !== null };
      }),
    );
  }

  /** Erases these, looks again, and says what is still there. Never rejects. */
  async erase(ids: readonly HoldingId[]): Promise<Erasure> {
    const refused = new Map<HoldingId, string>();
    // One after another, in this order: a service worker that is gone fills no cache behind our back.
    for (const id of [...ids].toSorted(
      (a, b) => Number(b === 'service-worker') - Number(a === 'service-worker'),
    )) {
      const why = await this.#keepers[id].erase?.().catch(wordsOf);
      if (why != null) refused.set(id, why);
    }
    const rows = await this.read();
    const left = rows
      .filter(
        ({ holding, found }) =>
          ids.includes(holding.id) && (refused.has(holding.id) || isEmpty(found) === false),
      )
      .map(({ holding }) => ({ holding, why: refused.get(holding.id) ?? WRITTEN_AGAIN }));
    return { rows, left };
  }

  /** All that a page can erase. */
  get erasable(): readonly HoldingId[] {
    return this.#holdings.flatMap(({ id }) => (this.#keepers[id].erase === null ? [] : [id]));
  }
}

const WRITTEN_AGAIN = 'it was erased and written again at once, by a tab of this app that runs';

function keepersOf(place: BrowserPlace): Readonly<Record<HoldingId, Keeper>> {
  const { scope } = place;
  const local = (key: keyof typeof LOCAL_KEYS) => textKeeper(place.local, LOCAL_KEYS[key]);
  return {
    runs: databaseKeeper(place, {
      name: DATABASES.history,
      entries: STORES.historyEntries,
      bytesOf: bodyBytes,
    }),
    models: modelKeeper(place),
    baselines: databaseKeeper(place, { name: DATABASES.baselines, entries: STORES.baselineFigures }),
    'model-settings': local('modelSettings'),
    'allowed-sites': local('allowedSites'),
    theme: local('theme'),
    recovery: local('recovery'),
    'automatic-baselines': local('automaticBaselines'),
    'single-keys': local('singleKeys'),
    reloaded: textKeeper(place.session, reloadedKey(scope)),
    'hand-over': databaseKeeper(place, { name: DATABASES.handOver, entries: STORES.traces }),
    'app-files': cacheKeeper(place, isAppCache(scope)),
    'model-files': cacheKeeper(place, isModelCache(scope)),
    'service-worker': workerKeeper(place),
    camera: permissionKeeper(place, 'camera'),
    microphone: permissionKeeper(place, 'microphone'),
  };
}

/** The history notes how large each body is: so none is read. */
function bodyBytes(row: unknown): number {
  const bytes = typeof row === 'object' && row !== null && 'bytes' in row ? row.bytes : 0;
  return typeof bytes === 'number' && bytes > 0 ? bytes : 0;
}
