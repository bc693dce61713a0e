import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { experimentOf, recordingOf, runOf } from '../../testing/evidence-documents';
import { History } from './history';
import { keepEvidence, openEvidence } from './kept-evidence';

const living = new Set<string>();
let tokens = 0;

/** A tab's history, as long as it lives. */
function tab() {
  tokens += 1;
  const token = `tab-${tokens}`;
  living.add(token);
  const history = new History({
    lives: { token, living: async () => living },
    estimate: async () => ({ usage: 3 * 2 ** 20, quota: 5 * 2 ** 20 }),
  });
  return { history, end: () => living.delete(token) };
}

let at = 1000;
const keep = (history: History, name: string, document = runOf()) => {
  at += 1;
  return keepEvidence(history, { document, recording: null, name, origin: 'this browser' }, at);
};
const namesIn = async (history: History) => (await history.state()).entries.map(({ name }) => name);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  living.clear();
});
afterEach(() => {
  vi.restoreAllMocks();
});

it('what is kept comes back equal, with its recording, and is listed with its size and a line', async () => {
  const { history } = tab();
  const recording = recordingOf(200);
  const entry = await keepEvidence(
    history,
    { document: runOf(), recording, name: 'first', origin: 'this browser' },
    5,
  );
  const back = await openEvidence(history, entry.id);
  expect(back.document).toEqual(runOf());
  expect(back.recording?.rows.length).toBe(recording.rows.length);
  expect(entry).toMatchObject({ kind: 'run', keptAt: 5, line: '2 tenants · wasm · STP 1.31' });
  expect(entry.bytes).toBeGreaterThan(500);
  expect((await history.state()).entries).toEqual([entry]);
});

it('newest come first, pinned ones before all', async () => {
  const { history } = tab();
  const old = await keep(history, 'old');
  await keep(history, 'middle', runOf());
  await keep(history, 'new');
  await history.change(old.id, { pinned: true, note: 'the first' });
  expect(await namesIn(history)).toEqual(['old', 'new', 'middle']);
  expect((await history.state()).entries[0]).toMatchObject({ note: 'the first', name: 'old' });
});

it('what was removed comes back as long as its worker lives, and is erased at the next start', async () => {
  const { history, end } = tab();
  const { id } = await keep(history, 'one');
  await history.remove(id);
  expect(await namesIn(history)).toEqual([]);
  await history.restore(id);
  expect(await namesIn(history)).toEqual(['one']);
  await history.remove(id);
  const beside = tab().history;
  expect(await namesIn(beside)).toEqual([]);
  expect((await beside.restore(id)).name).toBe('one');
  await history.remove(id);
  end();
  const later = tab().history;
  await namesIn(later);
  await expect(later.restore(id)).rejects.toMatchObject({ code: 'storage-cleared' });
  await expect(openEvidence(later, id)).rejects.toMatchObject({ code: 'storage-cleared' });
});

it('two tabs at once see each other’s entries, and neither loses a change of the other', async () => {
  const [one, other] = [tab().history, tab().history];
  const kept = await Promise.all([1, 2, 3, 4].map((n) => keep(n % 2 === 0 ? one : other, `${n}`)));
  expect((await namesIn(one)).toSorted()).toEqual(['1', '2', '3', '4']);
  expect(await namesIn(other)).toEqual(await namesIn(one));
  const id = kept[0]?.id ?? '';
  await Promise.all([one.change(id, { note: 'noted' }), other.change(id, { pinned: true })]);
  expect((await one.state()).entries[0]).toMatchObject({ note: 'noted', pinned: true });
});

it('removing what another tab has erased is no failure; changing it says that it is gone', async () => {
  const { history } = tab();
  await history.remove('nobody');
  await expect(history.change('nobody', { name: 'x' })).rejects.toMatchObject({ code: 'storage-cleared' });
});

it('a full disk is told with sizes and what to delete, and leaves everything as it was', async () => {
  const { history } = tab();
  await keep(history, 'small', experimentOf('matrix') as never);
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
    if (this.name === 'bodies') throw new DOMException('no room', 'QuotaExceededError');
    return put.apply(this, given);
  });
  await expect(keep(history, 'large')).rejects.toMatchObject({
    code: 'storage-full',
    message: expect.stringMatching(/"large" needs .* MB.*3\.0 MB of 5\.0 MB are taken.*"small" \(/),
  });
  vi.restoreAllMocks();
  expect(await namesIn(history)).toEqual(['small']);
});

it('a browser that refuses storage is told as such, and is asked again the next time', async () => {
  const { history } = tab();
  const refusing = vi.spyOn(globalThis.indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('site data is blocked', 'SecurityError');
  });
  await expect(history.state()).rejects.toMatchObject({
    code: 'storage-blocked',
    message: expect.stringContaining('site data is blocked'),
  });
  refusing.mockRestore();
  expect(await namesIn(history)).toEqual([]);
});

it('a history that was erased by another tab is made anew by the next entry', async () => {
  const { history } = tab();
  await keep(history, 'before');
  await new Promise<void>((resolve, reject) => {
    const request = globalThis.indexedDB.deleteDatabase('multi-dnn-playground-history');
    request.onsuccess = () => resolve();
    request.onblocked = () => reject(new Error('the history holds its database'));
  });
  await keep(history, 'after');
  expect(await namesIn(history)).toEqual(['after']);
});

it('a connection that closes under its hands costs no entry', async () => {
  const { history } = tab();
  await keep(history, 'first');
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('the connection is closing', 'InvalidStateError');
  });
  await keep(history, 'second');
  expect(await namesIn(history)).toEqual(['second', 'first']);
});

it('a note that finds no room is told as such, and the entry stays as it was', async () => {
  const { history } = tab();
  const entry = await keep(history, 'noted');
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
  await expect(history.change(entry.id, { note: 'long' })).rejects.toMatchObject({ code: 'storage-full' });
  vi.restoreAllMocks();
  expect((await history.state()).entries[0]?.note).toBe('');
});

it('an experiment is kept with its kind and how far it got', async () => {
  const { history } = tab();
  const document = experimentOf('policies', { status: 'partial', why: 'It was cancelled.' });
  const entry = await keepEvidence(history, { document, recording: null, name: 'p', origin: 'a.json' }, 1);
  expect(entry).toMatchObject({ kind: 'experiment', line: 'policies · 6 runs · partial', origin: 'a.json' });
  expect((await openEvidence(history, entry.id)).document).toEqual(document);
});
