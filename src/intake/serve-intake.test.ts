import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../base/clock';
import type { GivenFile, IntakeContract, IntakeEvents } from '../protocol/intake-contract';
import { connect } from '../protocol/rpc';
import { FakeIndexedDb } from '../testing/fake-indexed-db';
import { createShelf } from './model-shelf';
import { serveIntake } from './serve-intake';

const AT = 'https://models.example/face/model.json';
const allowed = ['https://models.example'];
const DESCRIPTION = JSON.stringify({
  format: 'graph-model',
  modelTopology: {
    node: [
      {
        name: 'x',
        op: 'Placeholder',
        attr: {
          dtype: { type: 'DT_FLOAT' },
          shape: { shape: { dim: [{ size: '1' }, { size: '2' }] } },
        },
      },
      { name: 'w', op: 'Const', attr: { dtype: { type: 'DT_FLOAT' } } },
      { name: 'y', op: 'AddV2', input: ['x', 'w'], attr: { T: { type: 'DT_FLOAT' } } },
    ],
  },
  weightsManifest: [{ paths: ['w.bin'], weights: [{ name: 'w', shape: [2], dtype: 'float32' }] }],
});
const WEIGHTS = new Float32Array([1, 2]);
const FILES: readonly GivenFile[] = [
  { path: 'face/w.bin', blob: new Blob([WEIGHTS]) },
  { path: 'face/model.json', blob: new Blob([DESCRIPTION]) },
];

async function zipOf(contents: Record<string, BlobPart>): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [path, data] of Object.entries(contents))
    await writer.add(path, new BlobReader(new Blob([data])));
  return writer.close();
}

/** The worker behind its contract, on a network of these files. */
function intake(network: Record<string, BodyInit> = {}) {
  const { port1, port2 } = new MessageChannel();
  const database = new FakeIndexedDb();
  const progress: IntakeEvents['progress'][] = [];
  const asked: string[] = [];
  serveIntake(
    {
      postMessage: (message, transfer) => port2.postMessage(message, transfer),
      addEventListener: (type, listener) => port2.addEventListener(type, listener),
      removeEventListener: (type, listener) => port2.removeEventListener(type, listener),
    },
    {
      fetch: async (input, init) => {
        asked.push(String(input));
        const body = network[String(input)];
        if (body === 'never')
          return new Promise((_, reject) => {
            init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
          });
        return body === undefined ? new Response('', { status: 404 }) : new Response(body);
      },
      clock: new VirtualClock(1_700_000_000_000),
      ownOrigin: 'http://localhost:4173',
      shelf: createShelf(() => database as unknown as IDBFactory), // as much of it as the shelf uses
      estimate: async () => null,
    },
  );
  port2.start();
  const caller = connect<IntakeContract, IntakeEvents>(port1, {
    progress: (one) => progress.push(one),
  });
  port1.start();
  return { caller, progress, asked };
}

describe('the intake', () => {
  it('takes a model from files, and from an archive of them', async () => {
    const { caller } = intake();
    const [fromFiles] = await caller.call('fromFiles', { files: FILES });
    const archive = await zipOf({ 'model.json': DESCRIPTION, 'w.bin': WEIGHTS });
    const [fromZip] = await caller.call('fromFiles', { files: [{ path: 'face.zip', blob: archive }] });
    expect(fromFiles?.model).toMatchObject({ name: 'face', format: 'graph', source: { kind: 'files' } });
    expect(fromZip?.model.name).toBe('face');
    expect(fromFiles?.blobs).toHaveLength(2);
  });

  it('takes a model from an address, which stays its source', async () => {
    const { caller, progress } = intake({ [AT]: DESCRIPTION, 'https://models.example/face/w.bin': WEIGHTS });
    const { model } = await caller.call('fromUrl', { url: 'https://models.example/face', allowed });
    expect(model).toMatchObject({ name: 'face', source: { kind: 'url', url: AT } });
    const phases = new Set(progress.map(({ phase }) => phase));
    expect([...phases]).toEqual(['download', 'check']);
  });

  it('connects to no origin that was not allowed for this very call, whatever was allowed before', async () => {
    const { caller, asked } = intake({ [AT]: DESCRIPTION, 'https://models.example/face/w.bin': WEIGHTS });
    await caller.call('fromUrl', { url: AT, allowed });
    expect(asked).toHaveLength(2);
    for (const others of [[], ['https://models.example:8443'], ['http://models.example', 'null', '*']])
      await expect(caller.call('fromUrl', { url: AT, allowed: others })).rejects.toMatchObject({
        code: 'url-not-allowed',
      });
    await expect(caller.call('fromUrl', { url: 'http://far.example/', allowed: [] })).rejects.toMatchObject({
      code: 'url-invalid',
    });
    expect(asked).toHaveLength(2);
  });

  it("needs no permission for the page's own origin", async () => {
    const own = 'http://localhost:4173/mine';
    const { caller, asked } = intake({ [`${own}/model.json`]: DESCRIPTION, [`${own}/w.bin`]: WEIGHTS });
    expect((await caller.call('fromUrl', { url: own, allowed: [] })).model.format).toBe('graph');
    expect(asked).toEqual([`${own}/model.json`, `${own}/w.bin`]);
  });

  it('takes the first model of an archive behind an address, and says that there are more', async () => {
    const archive = await zipOf({
      'a/model.json': DESCRIPTION,
      'a/w.bin': WEIGHTS,
      'b/model.json': `${DESCRIPTION} `,
      'b/w.bin': WEIGHTS,
    });
    const { caller } = intake({ 'https://models.example/two.zip': archive });
    const { model } = await caller.call('fromUrl', { url: 'https://models.example/two.zip', allowed });
    expect(model.notes.join()).toContain('holds 2 models');
  });

  it('gives the same id to the same files, kept or not', async () => {
    const { caller } = intake();
    const [taken] = await caller.call('fromFiles', { files: FILES });
    if (taken === undefined) throw new Error('nothing was taken');
    const labelled = { ...taken, model: { ...taken.model, labels: ['a', 'b'] } };
    const kept = await caller.call('keep', { taken: labelled, key: 'mine' });
    expect(await caller.call('kept', null)).toEqual([kept]);
    const { model } = await caller.call('fromBrowser', { key: 'mine' });
    expect(model).toMatchObject({
      id: taken.model.id,
      name: 'mine',
      source: { kind: 'browser', key: 'mine' },
      labels: ['a', 'b'],
    });
    await caller.call('forget', { key: 'mine' });
    expect(await caller.call('kept', null)).toEqual([]);
  });

  it('rejects what is under way when it is cancelled, and serves on', async () => {
    const { caller } = intake({ [AT]: 'never' });
    const fetched = caller.call('fromUrl', { url: AT, allowed });
    await caller.call('cancel', null);
    await expect(fetched).rejects.toMatchObject({ code: 'cancelled' });
    expect(await caller.call('fromFiles', { files: FILES })).toHaveLength(1);
  });

  it('refuses network and storage on purpose, each alone, until it is told otherwise', async () => {
    const { caller } = intake({ [AT]: DESCRIPTION, 'https://models.example/face/w.bin': WEIGHTS });
    await caller.call('refuse', { network: true, storage: false });
    await expect(caller.call('fromUrl', { url: AT, allowed })).rejects.toMatchObject({
      code: 'network-unreachable',
    });
    expect(await caller.call('kept', null)).toEqual([]);
    await caller.call('refuse', { network: false, storage: true });
    await expect(caller.call('kept', null)).rejects.toMatchObject({ code: 'storage-blocked' });
    expect((await caller.call('fromUrl', { url: AT, allowed })).model.format).toBe('graph');
  });

  it('reads labels, and refuses a file of another number or size', async () => {
    const { caller } = intake();
    const file = new Blob(['cat\ndog\n']);
    expect(await caller.call('labels', { file, expected: 2 })).toEqual(['cat', 'dog']);
    const wrong = caller.call('labels', { file, expected: 3 });
    await expect(wrong).rejects.toMatchObject({ code: 'labels-length' });
    const huge = caller.call('labels', { file: new Blob([new Uint8Array(10e6 + 1)]), expected: null });
    await expect(huge).rejects.toMatchObject({ code: 'labels-unreadable' });
  });

  it('answers files that are no model with a code', async () => {
    const { caller } = intake();
    const files = [{ path: 'notes.txt', blob: new Blob(['hello']) }];
    await expect(caller.call('fromFiles', { files })).rejects.toMatchObject({ code: 'model-not-found' });
  });
});
