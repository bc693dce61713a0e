/** How much room the app takes in this browser and may take, and whether the browser keeps it. It changes nothing by itself. */
import { appCacheName, cachePrefix, modelCacheName } from '../../offline/cache-names';

export interface StorageFacts {
  /** Of the whole origin, as the browser estimates it; null where it does not. */
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  /** Whether the browser promised not to clear it by itself; null where it makes no such promise. */
  readonly persisted: boolean | null;
}

export interface AppFiles {
  readonly files: number;
  /** Lengths of the stored bodies, added up. */
  readonly bytes: number;
}

/** Never rejects. */
export async function storageFacts(storage: StorageManager | undefined): Promise<StorageFacts> {
  const estimate = await storage?.estimate?.().catch(() => undefined);
  const persisted = await storage?.persisted?.().catch(() => undefined);
  return {
    usedBytes: estimate?.usage ?? null,
    quotaBytes: estimate?.quota ?? null,
    persisted: persisted ?? null,
  };
}

/** The files of the app itself that the worker stores. @throws DOMException where the browser refuses its storage. */
export async function appFiles(
  caches: Pick<CacheStorage, 'keys' | 'open'>,
  scope: string,
): Promise<AppFiles> {
  const prefix = cachePrefix(scope);
  const names = (await caches.keys()).filter(
    (name) => name === appCacheName(scope) || (name.startsWith(prefix) && name !== modelCacheName(scope)),
  );
  let total: AppFiles = { files: 0, bytes: 0 };
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const body = await (await cache.match(request, { ignoreVary: true }))?.blob();
      total = { files: total.files + 1, bytes: total.bytes + (body?.size ?? 0) };
    }
  }
  return total;
}
