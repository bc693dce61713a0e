import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { VirtualClock } from '../../base/clock';
import { appCacheName, modelCacheName } from '../../offline/cache-names';
import { DATABASES, KEPT_BY, LOCAL_KEYS, reloadedKey } from '../../protocol/storage-names';
import { FakeCaches, FakeLocal, FakeWorkers } from '../../testing/fake-browser-storage';
import type { BrowserPlace } from './browser-place';
import { HELD } from './database-keeper';
import type { HoldingId } from './holdings';
import { Inventory } from './inventory';

const SCOPE = 'https://host.example/play/';

function browser(change: Partial<BrowserPlace> = {}) {
  const local = new FakeLocal();
  const session = new FakeLocal();
  const factory = new IDBFactory();
  const caches = new FakeCaches();
  const workers = new FakeWorkers();
  const clock = new VirtualClock();
  const place: BrowserPlace = {
    local: () => local,
    session: () => session,
    databases: () => factory,
    caches: () => caches.storage,
    serviceWorkers: () => workers.container,
    permissions: () => ({ query: async () => ({ state: 'granted' }) as PermissionStatus }), // its state is read
    scope: SCOPE,
    clock,
    ...change,
  };
  const inventory = new Inventory(place);
  const found = async (id: HoldingId) =>
    (await inventory.read()).find(({ holding }) => holding.id === id)?.found;
  return { local, session, factory, caches, workers, clock, inventory, found };
}

// What is opened by `idb` is opened where the test's browser has it.
const within = async <T>(factory: IDBFactory, work: () => Promise<T>): Promise<T> => {
  vi.stubGlobal('indexedDB', factory);
  return work();
};

const names = async (factory: IDBFactory) => (await factory.databases()).map(({ name }) => name);

async function fill(factory: IDBFactory, name: string, stores: Readonly<Record<string, readonly unknown[]>>) {
  await within(factory, async () => {
    const database = await openDB(name, 1, {
      upgrade(fresh) {
        for (const store of Object.keys(stores)) fresh.createObjectStore(store, { autoIncrement: true });
      },
    });
    for (const [store, rows] of Object.entries(stores))
      for (const row of rows) await database.put(store, row);
    database.close();
  });
}

async function keep(
  factory: IDBFactory,
  models: readonly { key: string; mark?: string; original?: unknown }[],
) {
  await within(factory, async () => {
    const database = await openDB(DATABASES.models, 1, {
      upgrade(fresh) {
        for (const store of ['models_store', 'model_info_store'])
          fresh.createObjectStore(store, { keyPath: 'modelPath' });
      },
    });
    for (const { key: modelPath, mark, original } of models) {
      const modelArtifactsInfo = { modelTopologyBytes: 100, weightSpecsBytes: 20, weightDataBytes: 1000 };
      await database.put('model_info_store', { modelPath, modelArtifactsInfo, keptBy: mark });
      await database.put('models_store', { modelPath, modelArtifacts: {}, original });
    }
    database.close();
  });
}

beforeEach(() => vi.unstubAllGlobals());

describe('the inventory', () => {
  it('of a browser that keeps nothing finds nothing, and makes nothing by looking', async () => {
    const { inventory, factory } = browser();
    for (const { holding, found } of await inventory.read())
      if (holding.where !== 'Permission')
        expect(found, holding.id).toEqual({ kind: 'counted', entries: 0, bytes: 0 });
    expect(await names(factory)).toEqual([]);
  });

  it('makes nothing either where the browser does not list its databases', async () => {
    const { inventory, factory } = browser();
    Object.assign(factory, { databases: undefined });
    await inventory.read();
    Reflect.deleteProperty(factory, 'databases');
    expect(await names(factory)).toEqual([]);
  });

  it('counts a list of localStorage by its items and two bytes a character', async () => {
    const { local, found } = browser();
    local.setItem(LOCAL_KEYS.allowedSites, '["https://a","https://b"]');
    local.setItem(LOCAL_KEYS.theme, 'dark');
    expect(await found('allowed-sites')).toEqual({ kind: 'counted', entries: 2, bytes: 2 * (18 + 25) });
    expect(await found('theme')).toEqual({ kind: 'counted', entries: 1, bytes: 2 * (16 + 4) });
  });

  it('counts baselines with their samples, and runs by the sizes that are noted', async () => {
    const { factory, found } = browser();
    await fill(factory, DATABASES.baselines, {
      baselines: ['ab', 'cd'],
      samples: [{ a: new Float64Array(10) }, { a: new Float64Array(20) }],
    });
    await fill(factory, DATABASES.history, {
      entries: [{ bytes: 500 }, { bytes: 700 }],
      bodies: [new ArrayBuffer(9999)],
    });
    expect(await found('baselines')).toEqual({ kind: 'counted', entries: 2, bytes: 8 + 2 * 2 + 240 });
    expect(await found('runs')).toEqual({ kind: 'counted', entries: 2, bytes: 1200 });
  });

  it('tells this app’s models from those of other pages by its mark, or by the files beside them', async () => {
    const { factory, found } = browser();
    await keep(factory, [
      { key: 'marked', mark: KEPT_BY, original: {} },
      { key: 'before there was a mark', original: {} },
      { key: 'of another page' },
    ]);
    expect(await found('models')).toMatchObject({
      entries: 2,
      bytes: 2240,
      note: '1 more model in this database came from other pages of this address and stay.',
    });
  });

  it('counts the caches of its own folder alone', async () => {
    const { caches, found } = browser();
    caches.put(modelCacheName(SCOPE), { '/play/models/a.bin': 'weights' });
    caches.put(appCacheName(SCOPE), { '/play/index.html': 'page', '/play/main.js': 'code' });
    caches.put(appCacheName('https://host.example/play/below/'), { '/play/below/index.html': 'theirs' });
    expect(await found('model-files')).toEqual({ kind: 'counted', entries: 1, bytes: 7 });
    expect(await found('app-files')).toEqual({ kind: 'counted', entries: 2, bytes: 8 });
  });

  it('says what it cannot look at, and why, and goes on with the rest', async () => {
    const { inventory } = browser({
      local: () => {
        throw new DOMException('access is denied', 'SecurityError');
      },
      databases: () => undefined,
      caches: () => undefined,
      serviceWorkers: () => undefined,
      permissions: () => undefined,
    });
    const rows = await inventory.read();
    const kinds = new Map(rows.map(({ holding, found }) => [holding.id, found]));
    expect(kinds.get('theme')).toMatchObject({
      kind: 'unreadable',
      why: expect.stringContaining('access is denied'),
    });
    expect(kinds.get('runs')).toMatchObject({ kind: 'unreadable' });
    expect(kinds.get('app-files')).toMatchObject({ kind: 'unreadable' });
    expect(kinds.get('service-worker')).toMatchObject({ kind: 'counted', entries: 0 });
    expect(kinds.get('camera')).toEqual({ kind: 'permission', state: 'the browser does not tell' });
  });
});

describe('erasing everything', () => {
  async function filled(change: Partial<BrowserPlace> = {}) {
    const all = browser(change);
    for (const key of Object.values(LOCAL_KEYS)) all.local.setItem(key, 'x');
    all.local.setItem('another-app', 'theirs');
    all.session.setItem(reloadedKey(SCOPE), '1');
    await fill(all.factory, DATABASES.baselines, { baselines: ['a'], samples: [] });
    await fill(all.factory, DATABASES.history, { entries: [{ bytes: 1 }], bodies: [] });
    await fill(all.factory, DATABASES.handOver, { traces: ['t'] });
    await fill(all.factory, 'another-app', { things: [1] });
    await keep(all.factory, [{ key: 'ours', mark: KEPT_BY, original: {} }]);
    all.caches.put(modelCacheName(SCOPE), { '/a': 'a' });
    all.caches.put(appCacheName(SCOPE), { '/b': 'b' });
    all.caches.put('another app', { '/c': 'c' });
    all.workers.register(SCOPE);
    all.workers.register('https://host.example/other/');
    return all;
  }

  it('leaves nothing of this app and all of the others', async () => {
    const { inventory, local, session, factory, caches, workers } = await filled();
    const { left, rows } = await inventory.erase(inventory.erasable);
    expect(left).toEqual([]);
    for (const { found } of rows) if (found.kind === 'counted') expect(found.entries).toBe(0);
    expect(local.keys()).toEqual(['another-app']);
    expect(session.keys()).toEqual([]);
    expect(await names(factory)).toEqual(['another-app']);
    expect(await caches.storage.keys()).toEqual(['another app']);
    expect(workers.scopes()).toEqual(['https://host.example/other/']);
  });

  it('leaves other pages their models in the database that they share', async () => {
    const { inventory, factory, found } = await filled();
    await keep(factory, [{ key: 'of another page' }]);
    expect((await inventory.erase(inventory.erasable)).left).toEqual([]);
    expect(await found('models')).toMatchObject({
      entries: 0,
      note: expect.stringContaining('1 more model'),
    });
    const database = await within(factory, () => openDB(DATABASES.models));
    expect(await database.getAllKeys('models_store')).toEqual(['of another page']);
    database.close();
  });

  it('erases one thing alone where one is asked for', async () => {
    const { inventory, local, factory } = await filled();
    await inventory.erase(['theme', 'runs']);
    expect(local.getItem(LOCAL_KEYS.theme)).toBeNull();
    expect(local.getItem(LOCAL_KEYS.recovery)).toBe('x');
    expect(await names(factory)).not.toContain(DATABASES.history);
    expect(await names(factory)).toContain(DATABASES.baselines);
  });

  it('says which database another tab does not let go of, and erases the rest', async () => {
    const { inventory, factory, local, clock } = await filled();
    const held = await within(factory, () => openDB(DATABASES.history)); // closes for nobody
    const erasing = inventory.erase(['runs', 'theme']);
    // The refusal, and then the look: both wait for as long as they do.
    const ticking = setInterval(() => clock.advanceTo(clock.now() + 1000), 1);
    const { left } = await erasing;
    clearInterval(ticking);
    expect(left.map(({ holding, why }) => [holding.id, why])).toEqual([['runs', HELD]]);
    expect(local.getItem(LOCAL_KEYS.theme)).toBeNull();
    held.close();
    await vi.waitFor(async () => expect(await names(factory)).not.toContain(DATABASES.history));
  });

  it('tells what the browser refused, in its words', async () => {
    const { inventory, local } = await filled();
    vi.spyOn(local, 'removeItem').mockImplementation(() => {
      throw new DOMException('not now', 'InvalidStateError');
    });
    const { left } = await inventory.erase(['theme']);
    expect(left.map(({ why }) => why)).toEqual(['InvalidStateError: not now']);
  });

  it('tells what a running tab wrote again meanwhile', async () => {
    const { inventory, local } = await filled();
    vi.spyOn(local, 'removeItem').mockImplementation(() => {});
    const { left } = await inventory.erase(['theme']);
    expect(left[0]?.why).toContain('written again');
  });
});
