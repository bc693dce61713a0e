/** Baselines as an earlier version kept them, a newer layout, and two engines that keep at once. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DATABASES } from '../protocol/storage-names';
import { oldDatabase, oldRows, putInPlace, versionsWith } from '../testing/old-files';
import { createBaselineDatabase } from './baseline-database';
import type { BaselineSamples, KeptBaseline } from './baseline-shelf';

const NAME = DATABASES.baselines;
const olds = versionsWith('experiment.json.gz'); // since baselines are kept

const samplesOf = (ms: number): BaselineSamples => ({
  latenciesMs: Float64Array.of(ms),
  servicesMs: Float64Array.of(ms),
  completedAtMs: Float64Array.of(ms),
});
const opened = (version?: number): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, version);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('somebody holds it'));
  });

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe.each(olds)('baselines that %s kept', (commit) => {
  it('are all there, figure by figure, with their samples', async () => {
    const dumped = oldDatabase(commit, NAME);
    await putInPlace(dumped);
    const shelf = createBaselineDatabase();
    const kept = await shelf.list();
    expect(kept.length).toBeGreaterThan(0);
    expect(kept).toEqual(oldRows(dumped, 'baselines'));
    const samples = await Promise.all(kept.map(({ key }) => shelf.samplesOf(key)));
    expect(samples).toEqual(oldRows(dumped, 'samples'));
  });

  it('stay beside what is kept today', async () => {
    await putInPlace(oldDatabase(commit, NAME));
    const shelf = createBaselineDatabase();
    const [first] = await shelf.list();
    const before = (await shelf.list()).length;
    await shelf.put({ ...(first as KeptBaseline), key: 'of today' }, samplesOf(3));
    expect(await shelf.list()).toHaveLength(before + 1);
  });
});

it('baselines of a newer layout are told as such and left as they are', async () => {
  const dumped = oldDatabase('88d840b', NAME);
  await putInPlace(dumped, 3);
  const shelf = createBaselineDatabase();
  const [row] = oldRows(dumped, 'baselines');
  const refused = {
    code: 'storage-newer',
    message: expect.stringMatching(/newer version .* Reload the page/),
  };
  await expect(shelf.list()).rejects.toMatchObject(refused);
  await expect(shelf.put(row as KeptBaseline, samplesOf(1))).rejects.toMatchObject(refused); // as it was kept
  const database = await opened();
  expect(database.version).toBe(3);
  expect(database.transaction('baselines').objectStore('baselines').count).toBeTypeOf('function');
  database.close();
});

describe('two engines', () => {
  const kept = (key: string, takenAt: number): KeptBaseline => ({
    ...(oldRows(oldDatabase('88d840b', NAME), 'baselines')[0] as KeptBaseline), // as it was kept
    ...{ key, takenAt },
  });

  it('that keep at once lose nothing of each other, and figures never stand beside the other’s samples', async () => {
    const [one, other] = [createBaselineDatabase(), createBaselineDatabase()];
    const both = Array.from({ length: 20 }, (_, index) => [
      one.put(kept(`of one ${index}`, index), samplesOf(index)),
      other.put(kept(`of the other ${index}`, index), samplesOf(index)),
      one.put(kept('of both', 1000 + index), samplesOf(1000 + index)),
      other.put(kept('of both', 2000 + index), samplesOf(2000 + index)),
    ]);
    await Promise.all(both.flat());
    expect(await one.list()).toHaveLength(41);
    const shared = (await other.list()).find(({ key }) => key === 'of both');
    expect((await one.samplesOf('of both'))?.latenciesMs[0]).toBe(shared?.takenAt);
  });

  it('of which one removes what is too old while the other takes it anew leave a whole one or none', async () => {
    const [one, other] = [createBaselineDatabase(), createBaselineDatabase()];
    await one.put(kept('k', 1), samplesOf(1));
    await Promise.all([one.remove(['k']), other.put(kept('k', 2), samplesOf(2))]);
    const left = await one.list();
    const samples = await one.samplesOf('k');
    expect(samples === null ? [] : [samples.latenciesMs[0]]).toEqual(left.map(({ takenAt }) => takenAt));
  });

  it('one of which brings a newer layout: the other lets it, and keeps nothing over it', async () => {
    const shelf = createBaselineDatabase();
    await shelf.put(kept('k', 1), samplesOf(1));
    const newer = await opened(2);
    expect(newer.version).toBe(2);
    await expect(shelf.put(kept('l', 2), samplesOf(2))).rejects.toMatchObject({ code: 'storage-newer' });
    newer.close();
  });
});
