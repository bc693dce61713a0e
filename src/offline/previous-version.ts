/**
 * Keeps the scripts of the version that is being replaced: a tab that still runs it may ask for one that it has not loaded
 * yet. One version at most: whatever lies in the app's cache from a version that never came to serve, or from an install that
 * failed, is not among them. It must not know how the app's cache is filled.
 */
import { appCacheName, previousCacheName } from './cache-names';

/** Under this name lies what the serving version consists of; no file of the build has it. */
const LIST = 'serving.json';

type Storage = Pick<CacheStorage, 'open' | 'delete'>;

/**
 * To be called when a version begins to serve, before the app's cache is reduced to its files.
 * @param scope absolute URL of the app's folder, ending in a slash
 * @param current keys in the app's cache of the version that begins
 * @param isAsset whether a file never changes under its name; only such are kept
 */
export async function keepPreviousVersion(
  storage: Storage,
  scope: string,
  current: ReadonlySet<string>,
  isAsset: (url: URL) => boolean,
): Promise<void> {
  const name = previousCacheName(scope);
  const retiring = await servingFiles(await storage.open(name), scope);
  await storage.delete(name);
  const [kept, app] = await Promise.all([storage.open(name), storage.open(appCacheName(scope))]);
  await kept.put(scope + LIST, Response.json([...current]));
  for (const key of retiring) {
    if (current.has(key) || !isAsset(new URL(key))) continue;
    const answer = await app.match(key);
    if (answer !== undefined) await kept.put(key, answer);
  }
}

/** Keys of the version that served until now; none on a first visit. */
async function servingFiles(kept: Cache, scope: string): Promise<readonly string[]> {
  const list: unknown = await (await kept.match(scope + LIST))?.json();
  return Array.isArray(list) ? list.filter((key) => typeof key === 'string') : [];
}
