/** Models that earlier versions kept in this browser, a newer layout, and two tabs that keep and forget at once. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DATABASES } from '../protocol/storage-names';
import { readCustomModels } from '../sources/custom-models';
import { oldDatabase, oldJson, putInPlace, versionsWith } from '../testing/old-files';
import { forgetModel, listKept, type Storage, takeFromBrowser } from './kept-models';
import { createShelf } from './model-shelf';

const NAME = DATABASES.models;
const olds = versionsWith('custom.link.txt'); // since models are kept

const tab = (): Storage => ({
  shelf: createShelf(() => indexedDB),
  estimate: async () => null,
  clock: { now: () => 1_700_000_000_000 },
  isRefused: () => false,
});

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe.each(olds)('a model that %s kept', (commit) => {
  it('is listed with its size and date, and comes back under the same id', async () => {
    await putInPlace(oldDatabase(commit, NAME));
    const storage = tab();
    const [kept, ...more] = await listKept(storage);
    expect(more).toEqual([]);
    expect(kept).toMatchObject({ key: 'Keeper' });
    expect(kept?.bytes).toBeGreaterThan(100);
    expect(new Date(kept?.savedAt ?? 0).getFullYear()).toBe(2026);
    const { files } = await takeFromBrowser(storage, 'Keeper');
    const models = await readCustomModels(files, { kind: 'browser', key: 'Keeper' });
    const { models: referred } = oldJson<{ models: { id: string }[] }>(commit, 'custom.scenario.json');
    expect(models.map(({ model }) => model.id)).toEqual(referred.map(({ id }) => id));
  });

  it('is forgotten as one of today', async () => {
    await putInPlace(oldDatabase(commit, NAME));
    await forgetModel(tab(), 'Keeper');
    expect(await listKept(tab())).toEqual([]);
  });
});

it('models of a newer layout are told as such and left as they are', async () => {
  await putInPlace(oldDatabase('88d840b', NAME), 4);
  const refused = {
    code: 'storage-newer',
    message: expect.stringMatching(/newer version .* Reload the page/),
  };
  await expect(listKept(tab())).rejects.toMatchObject(refused);
  await expect(forgetModel(tab(), 'Keeper')).rejects.toMatchObject(refused);
  const databases = await indexedDB.databases();
  expect(databases).toEqual([{ name: NAME, version: 4 }]);
});

describe('two tabs', () => {
  it('that keep a model under one name leave a whole one of them', async () => {
    await putInPlace(oldDatabase('88d840b', NAME));
    const record = await tab().shelf.get('Keeper');
    if (record === null) throw new Error('none was kept');
    const [one, other] = [tab(), tab()];
    const as = (mark: number) => ({ ...record, modelArtifactsInfo: { mark }, original: { mark } });
    await Promise.all([one.shelf.put('Both', as(1)), other.shelf.put('Both', as(2))]);
    const left = await one.shelf.get('Both');
    expect(left?.original).toEqual(left?.modelArtifactsInfo);
    expect((await other.shelf.list()).map(({ key }) => key).sort()).toEqual(['Both', 'Keeper']);
  });

  it('that forget it at once, or keep what the other forgets, leave a whole one or none', async () => {
    await putInPlace(oldDatabase('88d840b', NAME));
    const record = await tab().shelf.get('Keeper');
    if (record === null) throw new Error('none was kept');
    await Promise.all([forgetModel(tab(), 'Keeper'), forgetModel(tab(), 'Keeper')]);
    expect(await listKept(tab())).toEqual([]);
    await Promise.all([tab().shelf.put('Keeper', record), forgetModel(tab(), 'Keeper')]);
    const listed = (await tab().shelf.list()).length;
    expect((await tab().shelf.get('Keeper')) === null ? 0 : 1).toBe(listed);
  });
});
