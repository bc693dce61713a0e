/**
 * Entry of the service worker: the app works without a network, and every answer for it carries the headers that isolate
 * it, on hosts that cannot set any. `docs/adr/0027` says what it answers and what it leaves alone. It knows neither page nor
 * engine; the page tells it when a new version may take over.
 */
import { CacheFirst, NetworkOnly, type PrecacheEntry, Serwist } from 'serwist';
import { appCacheName, previousCacheName } from './offline/cache-names';
import { modelStrategies } from './offline/model-files';
import { ownAnswer } from './offline/own-answer';
import { ownFiles } from './offline/own-files';
import { keepPreviousVersion } from './offline/previous-version';
import { isGone } from './offline/whether-gone';

declare const self: ServiceWorkerGlobalScope & {
  /** Every file of the build but the models' own; written here by the build. */
  readonly __SW_MANIFEST: PrecacheEntry[];
};

const { scope } = self.registration;
const entries = self.__SW_MANIFEST;
const own = ownFiles(
  scope,
  entries.map(({ url }) => url),
);
const ignoreVary = { ignoreVary: true };

const serwist = new Serwist({
  precacheEntries: entries,
  precacheOptions: {
    cacheName: appCacheName(scope),
    // Stored as it will be answered, so that the browser keeps compiled code with it.
    plugins: [
      { fetchDidSucceed: async ({ request, response }) => ownAnswer(response, new URL(request.url)) },
    ],
    matchOptions: ignoreVary,
    // The page has one file, whatever its query says to it.
    ignoreURLParametersMatching: [/./],
    cleanURLs: false,
    // Leaves connections to the page, which loads its models meanwhile.
    concurrency: 4,
  },
  clientsClaim: true,
});
const models = modelStrategies(scope);
serwist.registerCapture(
  ({ url, request }) => own.isModelFile(url) && request.cache === 'reload',
  models.renewed,
);
serwist.registerCapture(({ url }) => own.isModelFile(url), models.kept);
serwist.registerCapture(({ url }) => own.isModelList(url), models.newest);
serwist.registerCapture(
  ({ url }) => own.isAsset(url),
  new CacheFirst({
    cacheName: previousCacheName(scope),
    plugins: [{ cacheWillUpdate: async () => null }],
    matchOptions: ignoreVary,
  }),
);
serwist.setDefaultHandler(new NetworkOnly());

self.addEventListener('install', (event) => void serwist.handleInstall(event));

self.addEventListener('activate', (event) => {
  const current = new Set(serwist.getUrlsToPrecacheKeys().values());
  const kept = keepPreviousVersion(self.caches, scope, current, own.isAsset);
  // Where there is no room for the previous version, the present one serves all the same.
  event.waitUntil(kept.catch(() => {}).then(() => serwist.handleActivate(event)));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !own.has(url)) return;
  const answer = serwist.handleRequest({ request, event });
  if (answer === undefined) return;
  event.respondWith(
    answer.then(
      (response) => ownAnswer(response, url),
      () => Response.error(),
    ),
  );
  if (request.mode === 'navigate') event.waitUntil(stepAsideIfGone());
});

/** Another project may stand at this address now, as on `localhost`: from the next visit on it is not answered for. */
async function stepAsideIfGone(): Promise<void> {
  if (await isGone(self.location.href, (url, init) => fetch(url, init))) await self.registration.unregister();
}
