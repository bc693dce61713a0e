/** Caches of this app's folder, by their names' beginning or by one name: those of other folders are never touched. */
import type { BrowserPlace } from './browser-place';
import { type Keeper, NOTHING, unreadable, wordsOf } from './keeper';

/** @param isOurs of a cache's name. */
export function cacheKeeper(
  { caches }: Pick<BrowserPlace, 'caches'>,
  isOurs: (name: string) => boolean,
): Keeper {
  const ours = async (storage: CacheStorage) => (await storage.keys()).filter(isOurs);
  return {
    async count() {
      try {
        const storage = caches();
        if (storage === undefined)
          return { kind: 'unreadable', why: 'This browser has no Cache Storage here: nothing is kept.' };
        const found = { entries: 0, bytes: 0 };
        for (const name of await ours(storage)) await addUp(await storage.open(name), found);
        return found.entries === 0 ? NOTHING : { kind: 'counted', ...found };
      } catch (thrown) {
        return unreadable(thrown);
      }
    },
    async erase() {
      try {
        const storage = caches();
        if (storage !== undefined) for (const name of await ours(storage)) await storage.delete(name);
        return null;
      } catch (thrown) {
        return wordsOf(thrown);
      }
    },
  };
}

async function addUp(cache: Cache, found: { entries: number; bytes: number }): Promise<void> {
  for (const request of await cache.keys()) {
    const response = await cache.match(request, { ignoreVary: true });
    if (response === undefined) continue; // another tab erased it meanwhile
    found.entries += 1;
    found.bytes += (await response.blob()).size;
  }
}
