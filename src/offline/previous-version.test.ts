import { expect, it } from 'vitest';
import { appCacheName, previousCacheName } from './cache-names';
import { ownFiles } from './own-files';
import { keepPreviousVersion } from './previous-version';

const SCOPE = 'https://someone.example/playground/';
const { isAsset } = ownFiles(SCOPE, ['assets/x.js', 'index.html']);

/** Cache Storage as far as it is asked for here. */
function storage() {
  const caches = new Map<string, Map<string, Response>>();
  const open = async (name: string) => {
    const entries = caches.get(name) ?? new Map<string, Response>();
    caches.set(name, entries);
    const cache: Partial<Cache> = {
      match: async (key) => entries.get(String(key))?.clone(),
      put: async (key, response) => void entries.set(String(key), response.clone()),
    };
    // only these two methods are called
    return cache as Cache;
  };
  return { open, delete: async (name: string) => caches.delete(name), caches };
}

/** A version that was fetched into the app's cache; `serve` is what the worker does when it begins to serve. */
function version(browser: ReturnType<typeof storage>, ...files: string[]) {
  const keys = files.map((file) => SCOPE + file);
  return {
    fetch: async () => {
      const app = await browser.open(appCacheName(SCOPE));
      for (const key of keys) await app.put(key, new Response(key));
    },
    serve: async () => {
      await keepPreviousVersion(browser, SCOPE, new Set(keys), isAsset);
      const app = browser.caches.get(appCacheName(SCOPE)) ?? new Map();
      for (const key of app.keys()) if (!keys.includes(key)) app.delete(key);
    },
  };
}

const keptBy = (browser: ReturnType<typeof storage>) =>
  [...(browser.caches.get(previousCacheName(SCOPE))?.keys() ?? [])]
    .map((key) => key.slice(SCOPE.length))
    .filter((file) => file.startsWith('assets/') || file.endsWith('.html'))
    .sort();

it('keeps the scripts of the version that retires which the new one lacks, and nothing that changes under its name', async () => {
  const browser = storage();
  const first = version(browser, 'index.html', 'assets/a1.js', 'assets/same.js');
  await first.fetch();
  await first.serve();
  expect(keptBy(browser)).toEqual([]);
  const second = version(browser, 'index.html?v=2', 'assets/a2.js', 'assets/same.js');
  await second.fetch();
  await second.serve();
  expect(keptBy(browser)).toEqual(['assets/a1.js']);
});

it('keeps one version at most: neither older ones nor one that never served', async () => {
  const browser = storage();
  for (const name of ['assets/1.js', 'assets/2.js']) {
    const served = version(browser, name);
    await served.fetch();
    await served.serve();
  }
  await version(browser, 'assets/3-never-served.js').fetch();
  const fourth = version(browser, 'assets/4.js');
  await fourth.fetch();
  await fourth.serve();
  expect(keptBy(browser)).toEqual(['assets/2.js']);
});

it('goes on when what it kept was cleared meanwhile', async () => {
  const browser = storage();
  const first = version(browser, 'assets/1.js');
  await first.fetch();
  await first.serve();
  browser.caches.clear();
  const second = version(browser, 'assets/2.js');
  await second.fetch();
  await second.serve();
  expect(keptBy(browser)).toEqual([]);
});
