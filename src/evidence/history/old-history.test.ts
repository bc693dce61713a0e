/** The history as an earlier version left it: its rows are there, and a newer one is left alone. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DATABASES } from '../../protocol/storage-names';
import { runOf } from '../../testing/evidence-documents';
import { oldDatabase, oldRows, putInPlace, versionsWith } from '../../testing/old-files';
import { History } from './history';
import { keepEvidence, openEvidence } from './kept-evidence';

const NAME = DATABASES.history;
const olds = versionsWith('experiment.json.gz'); // since there is a history

const tab = () =>
  new History({ lives: { token: 'tab', living: async () => new Set(['tab']) }, estimate: async () => null });

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe.each(olds)('a history that %s kept', (commit) => {
  it('is listed as it was, and opens with its requests', async () => {
    const dumped = oldDatabase(commit, NAME);
    await putInPlace(dumped);
    const { entries } = await tab().state();
    const rows = oldRows(dumped, 'entries').map((row) => ({ ...(row as object), removedBy: undefined }));
    expect(entries.map((entry) => ({ ...entry, removedBy: undefined }))).toEqual(rows);
    const { document, recording } = await openEvidence(tab(), entries[0]?.id ?? '');
    expect(document.provenance.commit).not.toBe('');
    expect(recording?.rows.length).toBeGreaterThan(0);
  });

  it('takes new entries beside the old ones', async () => {
    await putInPlace(oldDatabase(commit, NAME));
    const history = tab();
    await keepEvidence(history, { document: runOf(), recording: null, name: 'new', origin: 'x' }, Date.now());
    expect((await history.state()).entries).toHaveLength(2);
  });
});

it('a history of a newer version is told as such and left as it is', async () => {
  const dumped = oldDatabase('88d840b', NAME);
  await putInPlace(dumped, 7);
  const refusal = await tab()
    .state()
    .catch((thrown) => thrown);
  expect(refusal.code).toBe('storage-newer');
  expect(refusal.message).toMatch(/newer version of the playground .*Reload the page/);
  const request = indexedDB.open(NAME);
  await new Promise((resolve) => {
    request.onsuccess = resolve;
  });
  expect(request.result.version).toBe(7);
  const all = request.result.transaction('entries').objectStore('entries').getAll();
  await new Promise((resolve) => {
    all.onsuccess = resolve;
  });
  expect(all.result).toEqual(oldRows(dumped, 'entries'));
});

describe('two tabs', () => {
  it('that keep runs in the same moment both have both', async () => {
    const [one, other] = [tab(), tab()];
    const keep = (history: History, name: string) =>
      keepEvidence(history, { document: runOf(), recording: null, name, origin: 'x' }, 5);
    await Promise.all(['a', 'b', 'c'].flatMap((name) => [keep(one, name), keep(other, `${name}2`)]));
    const names = async (history: History) => (await history.state()).entries.map(({ name }) => name).sort();
    expect(await names(one)).toEqual(['a', 'a2', 'b', 'b2', 'c', 'c2']);
    expect(await names(other)).toEqual(await names(one));
  });

  it('one of which brings a newer layout: the other lets it, and says that it is the older one', async () => {
    const history = tab();
    await keepEvidence(history, { document: runOf(), recording: null, name: 'kept', origin: 'x' }, 5);
    let blocked = false;
    const request = indexedDB.open(NAME, 2);
    request.onblocked = () => {
      blocked = true;
    };
    await new Promise((resolve, reject) => {
      request.onsuccess = resolve;
      request.onerror = reject;
    });
    expect(blocked).toBe(false);
    await expect(history.state()).rejects.toMatchObject({ code: 'storage-newer' });
    request.result.close();
  });
});
