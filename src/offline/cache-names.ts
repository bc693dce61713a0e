/**
 * The caches of this app in the browser's Cache Storage, by name, for the service worker that fills them and the page that
 * counts and clears them. An origin may hold other apps in other folders: every name carries the folder of this one.
 */

/** @param scope absolute URL of the folder that the app is served from, ending in a slash */
export const cachePrefix = (scope: string): string => `playground ${new URL(scope).pathname} `;

/**
 * Files of catalog models (`models/<id>/…`), as they were fetched; each is verified by SHA-256 whenever it is read. Beside
 * them the server's list of models that it has (`models/assembled.json`), as it last was.
 */
export const modelCacheName = (scope: string): string => `${cachePrefix(scope)}models`;

/** The files of the app itself; the service worker replaces them as a whole with each version. */
export const appCacheName = (scope: string): string => `${cachePrefix(scope)}app`;

/** Scripts of the version before the present one, for tabs that still run it; and which scripts the present one has. */
export const previousCacheName = (scope: string): string => `${cachePrefix(scope)}previous`;
