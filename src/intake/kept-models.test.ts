import { io } from '@tensorflow/tfjs-core';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from '../base/sha256';
import type { CustomModel } from '../domain/custom-model';
import { EngineError } from '../domain/errors';
import type { TakenModel } from '../protocol/intake-contract';
import { forgetModel, keepModel, listKept, type Storage, takeFromBrowser } from './kept-models';
import { createShelf } from './model-shelf';

// TensorFlow.js itself is the judge of its own form: it looks for a browser when it is imported.
const { database } = await vi.hoisted(async () => {
  const { FakeIndexedDb } = await import('../testing/fake-indexed-db');
  const fake = new FakeIndexedDb();
  vi.stubGlobal('WorkerGlobalScope', Object);
  vi.stubGlobal('self', globalThis);
  vi.stubGlobal('indexedDB', fake);
  return { database: fake };
});
afterAll(() => vi.unstubAllGlobals());

const theirs = (key: string) => `indexeddb://${key}`;
const save = (key: string, artifacts: io.ModelArtifacts) =>
  io.getSaveHandlers(theirs(key))[0]?.save?.(artifacts);
const load = (key: string) => io.getLoadHandlers(theirs(key))[0]?.load?.();

let usage = 0;
let refused = false;
let now = 1_700_000_000_000;

// The fake has what the shelf uses of a factory, and no more.
const factory = () => database as unknown as IDBFactory;
const storage: Storage = {
  shelf: createShelf(factory),
  estimate: async () => ({ quota: 1e9, usage }),
  clock: { now: () => now },
  isRefused: () => refused,
};

beforeEach(() => {
  database.clear();
  database.capacityBytes = Number.POSITIVE_INFINITY;
  database.refusal = null;
  usage = 0;
  refused = false;
});

const TOPOLOGY = { node: [{ name: 'x', op: 'Placeholder' }], versions: {} };
const SPECS: io.WeightsManifestEntry[] = [
  { name: 'a', shape: [2], dtype: 'float32' },
  { name: 'b', shape: [1], dtype: 'int32' },
];
const DESCRIPTION = `{ "format": "graph-model", "convertedBy": "test",
  "modelTopology": ${JSON.stringify(TOPOLOGY)}, "signature": {"inputs": {}},
  "weightsManifest": [{ "paths": ["s1", "s2"], "weights": ${JSON.stringify(SPECS)} }] }`;
const WEIGHTS = Uint8Array.from({ length: 12 }, (_, at) => at);

/** A model of these contents, as the check gives it. */
async function taken(labels: readonly string[] | null = null): Promise<TakenModel> {
  const contents: [string, Uint8Array<ArrayBuffer>][] = [
    ['model.json', new TextEncoder().encode(DESCRIPTION)],
    ['s1', WEIGHTS.slice(0, 5)],
    ['s2', WEIGHTS.slice(5)],
  ];
  const files = await Promise.all(
    contents.map(async ([path, bytes]) => ({ path, bytes: bytes.length, sha256: await sha256(bytes) })),
  );
  const model: CustomModel = {
    task: 'custom',
    id: 'custom-0123456789ab',
    name: 'faces',
    format: 'graph',
    files,
    parameters: 3,
    source: { kind: 'files' },
    signature: { inputs: [], outputs: [] },
    inputs: [],
    view: { kind: 'numbers' },
    labels,
    controlFlow: false,
    notes: [],
  };
  return { model, blobs: contents.map(([, bytes]) => new Blob([bytes])) };
}

const ARTIFACTS: io.ModelArtifacts = {
  format: 'layers-model',
  generatedBy: 'keras v2.8.0',
  modelTopology: { class_name: 'Sequential' },
  weightSpecs: SPECS,
  weightData: WEIGHTS.slice().buffer,
};

async function failureOf(outcome: Promise<unknown>) {
  const thrown = await outcome.catch((reason: unknown) => reason);
  if (!(thrown instanceof EngineError)) throw new Error(`no EngineError, but ${String(thrown)}`);
  return thrown.report();
}

const bytesOf = async (blob: Blob | undefined) =>
  new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer());

describe('a kept model', () => {
  it('comes back byte for byte, shard for shard', async () => {
    const model = await taken();
    await keepModel(storage, model, 'my faces');
    const files = (await takeFromBrowser(storage, 'my faces')).files;
    expect(files.map(({ path }) => path)).toEqual(['my faces/model.json', 'my faces/s1', 'my faces/s2']);
    for (const [index, { blob }] of files.entries())
      expect(await bytesOf(blob)).toEqual(await bytesOf(model.blobs[index]));
  });

  it('comes back with its labels', async () => {
    await keepModel(storage, await taken(['cat', 'dog']), 'k');
    expect((await takeFromBrowser(storage, 'k')).labels).toEqual(['cat', 'dog']);
  });

  it('is found and read by TensorFlow.js itself', async () => {
    await keepModel(storage, await taken(), 'my faces');
    const listed = await io.listModels();
    expect(listed['indexeddb://my faces']).toMatchObject({ modelTopologyType: 'JSON', weightDataBytes: 12 });
    const artifacts = await load('my faces');
    expect(artifacts).toMatchObject({
      format: 'graph-model',
      convertedBy: 'test',
      modelTopology: TOPOLOGY,
      signature: { inputs: {} },
      weightSpecs: SPECS,
    });
    expect(artifacts?.weightData).toEqual(WEIGHTS.buffer);
  });

  it('is listed with its size and day, newest first', async () => {
    now = Date.UTC(2026, 1, 1);
    const first = await keepModel(storage, await taken(), 'older');
    now = Date.UTC(2026, 1, 2);
    const second = await keepModel(storage, await taken(), 'newer');
    expect(await listKept(storage)).toEqual([second, first]);
    expect(second.savedAt).toBe(Date.UTC(2026, 1, 2));
    const described = [JSON.stringify(TOPOLOGY), JSON.stringify(SPECS)].join('').length;
    expect(second.bytes).toBe(described + WEIGHTS.length);
  });

  it('is gone once it is forgotten, which can be asked twice', async () => {
    await keepModel(storage, await taken(), 'k');
    await forgetModel(storage, 'k');
    await forgetModel(storage, 'k');
    expect(await listKept(storage)).toEqual([]);
    expect(await failureOf(takeFromBrowser(storage, 'k'))).toMatchObject({
      code: 'storage-cleared',
      message: expect.stringContaining('“k” any more'),
    });
  });

  it('is gone when the storage was cleared meanwhile', async () => {
    await keepModel(storage, await taken(), 'k');
    database.clear();
    expect((await failureOf(takeFromBrowser(storage, 'k'))).code).toBe('storage-cleared');
  });

  it('is not kept when a file on the disk has changed since', async () => {
    const { model, blobs } = await taken();
    const changed = [...blobs.slice(0, 2), new Blob(['changed'])];
    expect((await failureOf(keepModel(storage, { model, blobs: changed }, 'k'))).code).toBe(
      'model-hash-mismatch',
    );
    expect(await listKept(storage)).toEqual([]);
  });
});

describe('a model that another TensorFlow.js page kept', () => {
  it('is listed, and becomes a description and one file of weights', async () => {
    await save('theirs', ARTIFACTS);
    expect((await listKept(storage)).map(({ key }) => key)).toEqual(['theirs']);
    const [description, weights] = (await takeFromBrowser(storage, 'theirs')).files;
    expect(description?.path).toBe('theirs/model.json');
    expect(JSON.parse((await description?.blob.text()) ?? '')).toEqual({
      format: 'layers-model',
      generatedBy: 'keras v2.8.0',
      modelTopology: { class_name: 'Sequential' },
      weightsManifest: [{ paths: ['weights.bin'], weights: SPECS }],
    });
    expect(await bytesOf(weights?.blob)).toEqual(WEIGHTS);
  });

  it('takes the place of ours under the same name, wholly', async () => {
    await keepModel(storage, await taken(), 'k');
    await save('k', ARTIFACTS);
    const files = (await takeFromBrowser(storage, 'k')).files;
    expect(files.map(({ path }) => path)).toEqual(['k/model.json', 'k/weights.bin']);
  });

  const put = (modelArtifacts: unknown, original?: unknown) =>
    storage.shelf.put('odd', { modelArtifacts, modelArtifactsInfo: null, original });

  it('may hold its weights in several buffers', async () => {
    await put({ ...ARTIFACTS, weightData: [WEIGHTS.slice(0, 3).buffer, WEIGHTS.slice(3).buffer] });
    const files = (await takeFromBrowser(storage, 'odd')).files;
    expect(await bytesOf(files[1]?.blob)).toEqual(WEIGHTS);
  });

  it('is listed without a date and a size where it tells none', async () => {
    await put(ARTIFACTS);
    expect(await listKept(storage)).toEqual([{ key: 'odd', bytes: 0, savedAt: null }]);
  });

  it.each([
    ['a topology in a binary form', { ...ARTIFACTS, modelTopology: new ArrayBuffer(8) }, 'model-no-topology'],
    ['no topology', { weightSpecs: SPECS }, 'model-no-topology'],
    ['nothing', null, 'model-no-topology'],
    ['numbers that JSON has not', { ...ARTIFACTS, userDefinedMetadata: { big: 1n } }, 'model-malformed'],
  ])('is refused with a code when it holds %s', async (_, artifacts, code) => {
    await put(artifacts);
    expect((await failureOf(takeFromBrowser(storage, 'odd'))).code).toBe(code);
  });

  it('is read by its artifacts when the files that it remembers do not fit them', async () => {
    const description = new TextEncoder().encode(DESCRIPTION);
    await put(ARTIFACTS, { description, shardBytes: [5, 8], labels: null });
    expect((await takeFromBrowser(storage, 'odd')).files.map(({ path }) => path)).toContain(
      'odd/weights.bin',
    );
  });

  it('is left out of the list when half of it is missing, as an interrupted save leaves it', async () => {
    await save('whole', ARTIFACTS);
    await new Promise<void>((resolve) => {
      const request = factory().open('tensorflowjs');
      request.onsuccess = () => {
        const transaction = request.result.transaction(['model_info_store'], 'readwrite');
        transaction.objectStore('model_info_store').put({ modelPath: 'half', modelArtifactsInfo: {} });
        transaction.oncomplete = () => resolve();
      };
    });
    expect((await listKept(storage)).map(({ key }) => key)).toEqual(['whole']);
  });
});

describe('storage that gives no room', () => {
  it('is full when the browser says so beforehand: needed and free are told, nothing is written', async () => {
    usage = 1e9 - 100;
    expect(await failureOf(keepModel(storage, await taken(), 'k'))).toMatchObject({
      code: 'storage-full',
      message: expect.stringMatching(/“k” needs 0 MB .* 0 MB are free/),
    });
    expect(await listKept(storage)).toEqual([]);
  });

  it('is full when the write fails, and what was there before stays whole', async () => {
    await keepModel(storage, await taken(['old']), 'k');
    database.capacityBytes = 100;
    expect((await failureOf(keepModel(storage, await taken(['new']), 'k'))).code).toBe('storage-full');
    expect((await takeFromBrowser(storage, 'k')).labels).toEqual(['old']);
  });

  it.each(['SecurityError', 'InvalidStateError', 'UnknownError'])('is blocked by a %s', async (name) => {
    database.refusal = new DOMException('not here', name);
    for (const asked of [listKept(storage), takeFromBrowser(storage, 'k'), forgetModel(storage, 'k')])
      expect(await failureOf(asked)).toMatchObject({
        code: 'storage-blocked',
        message: expect.stringContaining(`${name}: not here`),
      });
  });

  it('is blocked where there is no IndexedDB', async () => {
    const none = { ...storage, shelf: createShelf(() => undefined) };
    expect((await failureOf(listKept(none))).code).toBe('storage-blocked');
  });

  it('is blocked on purpose, and the message says so', async () => {
    refused = true;
    const model = await taken();
    for (const asked of [listKept(storage), takeFromBrowser(storage, 'k'), keepModel(storage, model, 'k')])
      expect(await failureOf(asked)).toMatchObject({
        code: 'storage-blocked',
        message: expect.stringContaining('(injected: storage is refused on purpose)'),
      });
  });
});
