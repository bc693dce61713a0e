/** Models that are as they should be, in every way in which they are written and brought. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { CustomSource } from '../domain/custom-model';
import { customModelReferenceSchema, referenceOf } from '../domain/custom-model';
import {
  DROPPED,
  floats,
  functionalDocument,
  GRAPH_NODES,
  GRAPH_WEIGHTS,
  graphDocument,
  layersDocument,
  manifest,
  NUMBERS,
  type TestFile,
  testFile,
  testFiles,
} from '../testing/custom-files';
import { readBlobFiles } from './blob-files';
import { type ReadModel, readCustomModels } from './custom-models';
import { toArtifacts } from './model-artifacts';

async function readOne(files: readonly TestFile[], source: CustomSource = DROPPED): Promise<ReadModel> {
  const models = await readCustomModels(files, source);
  expect(models).toHaveLength(1);
  return models[0] as ReadModel; // one, as checked
}

async function artifactsOf({ model, blobs }: ReadModel) {
  return toArtifacts(model, await readBlobFiles(model, blobs));
}

const hash = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

describe('a graph model', () => {
  it('is described by its signature, its weights and the hashes of its files', async () => {
    const { model, blobs } = await readOne(testFiles(graphDocument(), undefined, 'classifier/'));
    const document = hash(JSON.stringify(graphDocument()));
    const shard = hash(floats());
    expect(model).toEqual({
      task: 'custom',
      id: `custom-${hash(`${document}\n${shard}`).slice(0, 12)}`,
      name: 'classifier',
      format: 'graph',
      files: [
        { path: 'model.json', bytes: JSON.stringify(graphDocument()).length, sha256: document },
        { path: 'group1-shard1of1.bin', bytes: 60, sha256: shard },
      ],
      parameters: 15,
      source: { kind: 'files' },
      signature: {
        inputs: [{ name: 'x', shape: [null, 4], dtype: 'float32' }],
        outputs: [{ name: 'probabilities', shape: [null, 3], dtype: 'float32' }],
      },
      inputs: [{ name: 'x', shape: [1, 4], feed: { kind: 'random', range: [0, 1] } }],
      view: { kind: 'classes', output: null, softmax: false },
      labels: null,
      controlFlow: false,
      notes: ['The output is one row of 3 numbers: it is shown as classes.'],
    });
    expect(blobs.map(({ size }) => size)).toEqual(model.files.map(({ bytes }) => bytes));
    expect(customModelReferenceSchema.safeParse(referenceOf(model)).success).toBe(true);
  });

  it('becomes artifacts that TensorFlow.js can load', async () => {
    const artifacts = await artifactsOf(await readOne(testFiles(graphDocument())));
    expect(artifacts.format).toBe('graph-model');
    expect(artifacts.weightSpecs.map(({ name }) => name)).toEqual(['kernel', 'bias']);
    expect([...new Float32Array(artifacts.weightData)]).toEqual([...NUMBERS]);
  });

  it('without a signature goes by its placeholders and by the nodes that nobody takes from', async () => {
    const { model } = await readOne(testFiles(graphDocument({ signature: undefined })));
    expect(model.signature).toEqual({
      inputs: [{ name: 'x', shape: [null, 4], dtype: 'float32' }],
      outputs: [{ name: 'Identity', shape: null, dtype: 'float32' }],
    });
  });

  it('has its signature in its metadata when an old converter put it there', async () => {
    const { signature, ...rest } = graphDocument();
    const { model } = await readOne(testFiles({ ...rest, userDefinedMetadata: { signature } }));
    expect(model.signature.outputs.map(({ name }) => name)).toEqual(['probabilities']);
  });

  it('has control flow when an operation on the way to an output depends on values', async () => {
    const where = { name: 'where', op: 'Where', input: ['Identity'] };
    const aside = graphDocument({ modelTopology: { node: [...GRAPH_NODES, where] } });
    expect((await readOne(testFiles(aside))).model.controlFlow).toBe(false);
    const needed = { ...aside, signature: undefined };
    const { model } = await readOne(testFiles(needed));
    expect(model.controlFlow).toBe(true);
    expect(model.notes[0]).toContain('(Where): it runs with executeAsync');
  });

  it('may have loops, which come back by NextIteration', async () => {
    const loop = [
      { name: 'enter', op: 'Enter', input: ['x'] },
      { name: 'merge', op: 'Merge', input: ['enter', 'next'] },
      { name: 'next', op: 'NextIteration', input: ['merge:0'] },
      { name: 'exit', op: 'Exit', input: ['merge'] },
    ];
    const document = graphDocument({
      signature: undefined,
      modelTopology: { node: [...GRAPH_NODES, ...loop] },
    });
    expect((await readOne(testFiles(document))).model.controlFlow).toBe(true);
  });

  it('may be a chain of 90 000 nodes', async () => {
    const chain = Array.from({ length: 90_000 }, (_, index) => ({
      name: `n${index}`,
      op: 'Identity',
      input: [index === 0 ? 'Identity' : `n${index - 1}`],
    }));
    const document = graphDocument({
      signature: undefined,
      modelTopology: { node: [...GRAPH_NODES, ...chain] },
    });
    const { model } = await readOne(testFiles(document));
    expect(model.signature.outputs.map(({ name }) => name)).toEqual(['n89999']);
  });
});

describe('a Keras model', () => {
  it.each([
    ['saved by TensorFlow.js, a Sequential', layersDocument(), 'dense_input', 'sequential'],
    ['converted from Keras 2, a functional model', functionalDocument(), 'image', 'net'],
    ['converted from Keras 3', functionalDocument(true), 'image', 'net'],
  ])('%s, is described by its layers', async (_what, document, input) => {
    const { model } = await readOne(testFiles(document));
    expect(model).toMatchObject({
      format: 'layers',
      parameters: 15,
      signature: {
        inputs: [{ name: input, shape: [null, 4], dtype: 'float32' }],
        outputs: [{ name: 'dense', shape: [null, 3], dtype: 'float32' }],
      },
      controlFlow: false,
    });
  });

  it('of Keras 3 is handed on in the layout of Keras 2, and says so', async () => {
    const read = await readOne(testFiles(functionalDocument(true)));
    expect(read.model.notes).toContainEqual(expect.stringContaining('saved by Keras 3'));
    const [three, two] = [
      await artifactsOf(read),
      await artifactsOf(await readOne(testFiles(functionalDocument()))),
    ];
    expect(three.weightSpecs.map(({ name }) => name)).toEqual(two.weightSpecs.map(({ name }) => name));
    expect(three.modelTopology.model_config).toEqual(two.modelTopology.model_config);
  });

  it('is asked for pictures of 0 to 255 when it scales them itself', async () => {
    const document = layersDocument({
      modelTopology: {
        class_name: 'Sequential',
        config: [
          {
            class_name: 'Rescaling',
            config: { name: 'scale', scale: 1 / 255, batch_input_shape: [null, 32, 32, 3] },
          },
          { class_name: 'Flatten', config: { name: 'flat' } },
          { class_name: 'Dense', config: { name: 'dense', units: 3 } },
          { class_name: 'Softmax', config: { name: 'soft' } },
        ],
      },
    });
    const { model } = await readOne(testFiles(document));
    expect(model.inputs[0]).toEqual({
      name: 'scale_input',
      shape: [1, 32, 32, 3],
      feed: { kind: 'image', range: [0, 255], fit: 'letterbox', layout: 'channels-last' },
    });
    expect(model.signature.outputs).toEqual([{ name: 'soft', shape: [null, 3], dtype: 'float32' }]);
  });

  it('may call one layer twice, which is no circle', async () => {
    const { modelTopology, ...rest } = functionalDocument();
    const twice = JSON.parse(JSON.stringify(modelTopology));
    twice.model_config.config.layers[1].inbound_nodes = [[['image', 0, 0, {}]], [['act', 0, 0, {}]]];
    twice.model_config.config.layers.push({
      class_name: 'Activation',
      name: 'act',
      config: { name: 'act' },
      inbound_nodes: [[['dense', 0, 0, {}]]],
    });
    expect((await readOne(testFiles({ ...rest, modelTopology: twice }))).model.format).toBe('layers');
  });
});

describe('weights', () => {
  const shards = ['group1-shard1of3.bin', 'group1-shard2of3.bin', 'group1-shard3of3.bin'];
  const [one = '', two = '', three = ''] = shards;
  const cut = { [one]: floats().slice(0, 25), [two]: floats().slice(25, 50), [three]: floats().slice(50) };
  const sharded = graphDocument({ weightsManifest: manifest(GRAPH_WEIGHTS, ...shards) });

  it('may be cut in the middle of a number, and come in any order', async () => {
    const files = testFiles(sharded, cut).toReversed();
    const read = await readOne(files);
    expect(read.model.files.map(({ path }) => path)).toEqual(['model.json', ...shards]);
    expect([...new Float32Array((await artifactsOf(read)).weightData)]).toEqual([...NUMBERS]);
  });

  it('may lie in folders, also of one name', async () => {
    const groups = [
      { paths: ['a/weights.bin'], weights: [GRAPH_WEIGHTS[0]] },
      { paths: ['./b/weights.bin'], weights: [GRAPH_WEIGHTS[1]] },
    ];
    const files = testFiles(
      graphDocument({ weightsManifest: groups }),
      { 'a/weights.bin': floats().slice(0, 48), 'b/weights.bin': floats().slice(48) },
      './tfjs/',
    );
    const read = await readOne(files);
    expect(read.model.files.map(({ path }) => path)).toEqual(['model.json', 'weights.bin', '2-weights.bin']);
    expect([...new Float32Array((await artifactsOf(read)).weightData)]).toEqual([...NUMBERS]);
  });

  it('are found by name when the folders were lost, or are others', async () => {
    const document = graphDocument({ weightsManifest: manifest(GRAPH_WEIGHTS, 'weights/w.bin') });
    for (const path of ['w.bin', 'elsewhere/deep/w.bin']) {
      expect((await readOne(testFiles(document, { [path]: floats() }))).model.parameters).toBe(15);
    }
  });

  it.each([
    ['uint8', { dtype: 'uint8', scale: 0.1, min: -1 }, 12],
    ['uint16', { dtype: 'uint16', scale: 0.1, min: -1 }, 24],
    ['float16', { dtype: 'float16' }, 24],
  ])('may be quantised as %s', async (_what, quantization, bytes) => {
    const weights = [{ ...GRAPH_WEIGHTS[0], quantization }, GRAPH_WEIGHTS[1]];
    const shard = new Uint8Array(bytes + 12);
    const read = await readOne(
      testFiles(graphDocument({ weightsManifest: manifest(weights) }), { 'group1-shard1of1.bin': shard }),
    );
    expect(read.model.parameters).toBe(15);
    expect((await artifactsOf(read)).weightData.byteLength).toBe(bytes + 12);
  });

  it('of one number may be infinite in a graph, where masks need it', async () => {
    const mask = { name: 'mask', op: 'Const' };
    const document = graphDocument({
      modelTopology: { node: [...GRAPH_NODES, mask] },
      weightsManifest: manifest([...GRAPH_WEIGHTS, { name: 'mask', shape: [], dtype: 'float32' }]),
    });
    const files = testFiles(document, { 'group1-shard1of1.bin': floats([...NUMBERS, -Infinity]) });
    expect((await readOne(files)).model.parameters).toBe(16);
  });

  it('of an optimiser are no parameters', async () => {
    const moments = { name: 'm', shape: [15], dtype: 'float32', group: 'optimizer' };
    const document = layersDocument();
    const [group] = document.weightsManifest as { paths: string[]; weights: object[] }[];
    const files = testFiles(
      { ...document, weightsManifest: [{ ...group, weights: [...(group?.weights ?? []), moments] }] },
      { 'group1-shard1of1.bin': floats([...NUMBERS, ...NUMBERS]) },
    );
    expect((await readOne(files)).model.parameters).toBe(15);
  });
});

describe('what is brought', () => {
  it('may hold several models, in one folder and in others', async () => {
    const other = graphDocument({ weightsManifest: manifest(GRAPH_WEIGHTS, 'other.bin') });
    const models = await readCustomModels(
      [
        testFile('all/second.json', JSON.stringify(other)),
        testFile('all/other.bin', floats()),
        ...testFiles(graphDocument(), undefined, 'all/'),
        ...testFiles(layersDocument(), undefined, 'all/keras/'),
      ],
      DROPPED,
    );
    expect(models.map(({ model }) => [model.name, model.format])).toEqual([
      ['all', 'graph'],
      ['keras', 'layers'],
      ['second', 'graph'],
    ]);
  });

  it('may hold one model twice, which is read as one', async () => {
    const files = [
      ...testFiles(graphDocument(), undefined, 'a/'),
      ...testFiles(graphDocument(), undefined, 'b/'),
    ];
    expect(await readCustomModels(files, DROPPED)).toHaveLength(1);
  });

  it('may hold other files, which are told', async () => {
    const { model } = await readOne([
      ...testFiles(graphDocument()),
      testFile('readme.txt', 'hello'),
      testFile('labels.json', '["a", "b"]'),
      testFile('__MACOSX/._model.json', 'litter'),
      testFile('.DS_Store', 'litter'),
    ]);
    expect(model.notes).toContainEqual(
      'Files that belong to no model were left out: “readme.txt”, “labels.json”.',
    );
  });

  it('tells of a model that cannot be read beside one that can', async () => {
    const { model } = await readOne([
      ...testFiles({ modelTopology: {} }, {}, 'broken/'),
      ...testFiles(graphDocument(), undefined, 'good/'),
    ]);
    expect(model.name).toBe('good');
    expect(model.notes).toContainEqual(expect.stringContaining('Not read: broken/model.json'));
  });

  it('gives the same id wherever the files came from and however they are spread', async () => {
    const flat = await readOne(testFiles(graphDocument()));
    const url = await readOne(testFiles(graphDocument(), undefined, 'x/y/'), {
      kind: 'url',
      url: 'https://example.org/nets/pose/1/model.json',
    });
    expect(url.model.id).toBe(flat.model.id);
  });

  it.each<[CustomSource, string, string]>([
    [{ kind: 'url', url: 'https://example.org/nets/pose%20net/1/model.json' }, '', 'pose net'],
    [{ kind: 'browser', key: 'my-model' }, '', 'my-model'],
    [DROPPED, '', 'Custom model'],
    [DROPPED, 'mine/web_model/', 'mine'],
    [DROPPED, 'a\u202Eb\u0007/', 'ab'],
  ])('is named after where it came from: %j %j', async (source, folder, name) => {
    expect((await readOne(testFiles(graphDocument(), undefined, folder), source)).model.name).toBe(name);
  });

  it('is told as it is read, and can be given up', async () => {
    const told: (readonly [string, number, number])[] = [];
    await readCustomModels(testFiles(graphDocument()), DROPPED, { onProgress: (...each) => told.push(each) });
    const size = JSON.stringify(graphDocument()).length;
    expect(told).toEqual([
      ['group1-shard1of1.bin', size, size + 60],
      ['model.json', size + 60, size + 60],
    ]);
    const giveUp = new AbortController();
    const reading = readCustomModels(testFiles(graphDocument()), DROPPED, {
      signal: giveUp.signal,
      onProgress: () => giveUp.abort(),
    });
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('models of the catalog, brought as files', () => {
  const folder = new URL('../../public/models/', import.meta.url);
  const ids = readdirSync(folder).filter((id) => existsSync(new URL(`${id}/model.json`, folder)));

  it.each(ids)('%s is read', async (id) => {
    const names = readdirSync(new URL(`${id}/`, folder));
    const files = await Promise.all(
      names.map(async (name) =>
        testFile(`${id}/${name}`, new Uint8Array(await readFile(new URL(`${id}/${name}`, folder)))),
      ),
    );
    const read = await readOne(files);
    expect(read.model).toMatchObject({ name: id, files: { length: names.length } });
    expect(read.model.parameters).toBeGreaterThan(1000);
    expect((await artifactsOf(read)).weightSpecs.length).toBeGreaterThan(10);
    expect(customModelReferenceSchema.safeParse(referenceOf(read.model)).success).toBe(true);
  });
});
