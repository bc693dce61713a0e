/**
 * What of the browser the inventory touches. Each part is asked for when it is needed: a browser may lack it, withdraw it,
 * or throw when it is touched.
 */
import { type Clock, createWallClock } from '../../base/clock';

export interface BrowserPlace {
  /** Throws where storage is blocked. */
  readonly local: () => Pick<Storage, 'getItem' | 'removeItem'>;
  /** Of this tab. Throws where storage is blocked. */
  readonly session: () => Pick<Storage, 'getItem' | 'removeItem'>;
  readonly databases: () => IDBFactory | undefined;
  /** Missing where the page is not served securely. */
  readonly caches: () => CacheStorage | undefined;
  readonly serviceWorkers: () => Pick<ServiceWorkerContainer, 'getRegistrations'> | undefined;
  readonly permissions: () => Pick<Permissions, 'query'> | undefined;
  /** Absolute URL of the folder that the app is served from, ending in a slash. */
  readonly scope: string;
  readonly clock: Clock;
}

/** The DOM's types say that all of these are there; browsers, insecure pages and private windows say otherwise. */
type Perhaps<T> = { readonly [K in keyof T]?: T[K] };

export function browserPlace(): BrowserPlace {
  const here: Perhaps<typeof globalThis> = globalThis;
  const device: Perhaps<Navigator> = navigator;
  return {
    local: () => localStorage,
    session: () => sessionStorage,
    databases: () => here.indexedDB,
    caches: () => here.caches,
    serviceWorkers: () => device.serviceWorker,
    permissions: () => device.permissions,
    scope: new URL('./', document.baseURI).href,
    clock: createWallClock(),
  };
}
