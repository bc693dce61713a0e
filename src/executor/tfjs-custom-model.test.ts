/** Models as people bring them, tiny, in TensorFlow.js itself on its plain JavaScript backend. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CustomModel } from '../domain/custom-model';
import {
  customModel,
  float,
  type GraphParts,
  graphArtifacts,
  LOOP,
  layersArtifacts,
  node,
  placeholder,
  randomInput,
  SUPPRESSION,
  WHILE,
} from '../testing/small-networks';
import type { LoadedModel, OutputTensor, TensorData } from './runtime';
import { loadTfjsModel } from './tfjs-model';

const alive = { settle: () => Promise.resolve(), assertAlive: () => {} };
const loadGraph = (model: CustomModel, parts: GraphParts): Promise<LoadedModel> =>
  loadTfjsModel(model, graphArtifacts(parts), alive);

async function infer(
  network: LoadedModel,
  ...inputs: readonly TensorData[]
): Promise<readonly OutputTensor[]> {
  network.upload(inputs);
  return (await network.execute()).read();
}
const floats = (...values: number[]) => Float32Array.from(values);
const plain = (outputs: readonly OutputTensor[]) =>
  outputs.map(({ name, data, shape }) => ({ name, shape, values: Array.from(data) }));

const output = (name: string) => ({ name, shape: null, dtype: 'float32' }) as const;

beforeAll(() => tf.setBackend('cpu'));

describe('a graph that somebody brought', () => {
  const two = customModel({
    inputs: [randomInput('right', [1, 2]), randomInput('left', [1, 2])],
    signature: {
      inputs: [
        { name: 'right', shape: [1, 2], dtype: 'int32' },
        { name: 'left', shape: [1, 2], dtype: 'float32' },
      ],
      outputs: [output('high'), output('low')],
    },
  });
  const parts: GraphParts = {
    nodes: [
      placeholder('a', [1, 2]),
      placeholder('b', [1, -1], 'DT_INT32'),
      node('cast', 'Cast', ['b'], { SrcT: { type: 'DT_INT32' }, DstT: { type: 'DT_FLOAT' } }),
      node('sub', 'Sub', ['a', 'cast'], float),
      node('split', 'Split', ['axis', 'sub'], { ...float, num_split: { i: '2' } }),
    ],
    weights: { axis: { shape: [], values: [1], dtype: 'int32' } },
    inputs: { left: 'a:0', right: 'b:0' },
    outputs: { low: 'split:0', high: 'split:1' },
  };

  it('is given its inputs by name, and gives its outputs under the signature’s names', async () => {
    const network = await loadGraph(two, parts);
    expect(plain(await infer(network, Int32Array.of(1, 2), floats(10, 20)))).toEqual([
      { name: 'high', shape: [1, 1], values: [18] },
      { name: 'low', shape: [1, 1], values: [9] },
    ]);
    expect(network.notes).toEqual([]);
    network.dispose();
  });

  it('without a signature is run from its placeholders to its ends', async () => {
    const network = await loadGraph(customModel({ inputs: [randomInput('x', [2])] }), {
      nodes: [placeholder('x', [2]), node('negative', 'Neg', ['x'], float)],
    });
    expect(plain(await infer(network, floats(1, 2)))).toEqual([
      { name: 'negative', shape: [2], values: [-1, -2] },
    ]);
    network.dispose();
  });

  it('gives truth values as 0 and 1, and takes them', async () => {
    const model = customModel({
      inputs: [randomInput('x', [3])],
      signature: { inputs: [{ name: 'x', shape: [3], dtype: 'bool' }], outputs: [output('not')] },
    });
    const network = await loadGraph(model, {
      nodes: [placeholder('x', [3], 'DT_BOOL'), node('not', 'LogicalNot', ['x'])],
    });
    const [not] = await infer(network, Int32Array.of(0, 1, 1));
    expect(not?.data).toEqual(Int32Array.of(1, 0, 0));
    network.dispose();
  });

  it('whose output is a weight, or its input, keeps the weight and reads the input', async () => {
    const before = tf.memory().numTensors;
    const network = await loadGraph(
      customModel({
        inputs: [randomInput('x', [1])],
        signature: { inputs: [], outputs: [output('x'), output('fixed')] },
      }),
      { nodes: [placeholder('x', [1])], weights: { fixed: { shape: [1], values: [7] } } },
    );
    for (const value of [1, 2]) {
      expect(plain(await infer(network, floats(value))).map(({ values }) => values)).toEqual([[value], [7]]);
    }
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('returns every tensor, loaded and let go twenty times', async () => {
    const before = tf.memory();
    for (let round = 0; round < 20; round++) {
      const network = await loadGraph(two, parts);
      await infer(network, Int32Array.of(1, 2), floats(10, 20));
      network.upload([Int32Array.of(1, 2), floats(10, 20)]);
      network.dispose();
    }
    expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
  });

  it('names the operations that TensorFlow.js lacks, five of them, and counts the rest', async () => {
    const before = tf.memory().numTensors;
    const names = ['Fold', 'Bend', 'Ahem', 'Curl', 'Dent', 'Etch', 'Gild'];
    const nodes = names.map((name, at) => node(`n${at}`, name, [at === 0 ? 'x' : `n${at - 1}`]));
    await expect(
      loadGraph(customModel(), { nodes: [placeholder('x', [1, 4]), ...nodes] }),
    ).rejects.toMatchObject({
      code: 'model-operation-unknown',
      message:
        'Mine needs 7 operations that TensorFlow.js lacks: Ahem, Bend, Curl, Dent, Etch and 2 more. Replace them in the model and convert it again.',
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('may have unknown operations where no output needs them', async () => {
    const network = await loadGraph(customModel({ signature: { inputs: [], outputs: [output('y')] } }), {
      nodes: [placeholder('x', [1, 4]), node('y', 'Neg', ['x'], float), node('trained', 'Fold', ['x'])],
      inputs: { x: 'x:0' },
      outputs: { y: 'y:0' },
    });
    expect(await infer(network, new Float32Array(4))).toHaveLength(1);
    network.dispose();
  });

  it('whose shape does not fit says which input wants what, and leaves nothing behind', async () => {
    const before = tf.memory().numTensors;
    const network = await loadGraph(customModel({ inputs: [randomInput('x', [1, 5])] }), {
      nodes: [placeholder('x', [1, 4]), node('y', 'Neg', ['x'], float)],
    });
    await expect(infer(network, new Float32Array(5))).rejects.toMatchObject({
      code: 'model-shape-invalid',
      message: 'Mine: input x wants shape [1,4] and was given [1,5]. Choose another shape in its settings.',
    });
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('with a free dimension that its weights do not fit is told by the shape that was chosen', async () => {
    const model = customModel({
      inputs: [randomInput('x', [1, 5])],
      signature: { inputs: [{ name: 'x', shape: [1, null], dtype: 'float32' }], outputs: [] },
    });
    const network = await loadGraph(model, {
      nodes: [placeholder('x', [1, -1]), node('y', 'MatMul', ['x', 'w'], float)],
      weights: { w: { shape: [4, 2], values: [1, 2, 3, 4, 5, 6, 7, 8] } },
    });
    await expect(infer(network, new Float32Array(5))).rejects.toMatchObject({
      code: 'model-shape-invalid',
      message: expect.stringContaining('does not run with x [1, 5]'),
    });
    network.dispose();
  });

  it('that needs an input which its signature does not name says which', async () => {
    const network = await loadGraph(customModel({ signature: { inputs: [], outputs: [output('y')] } }), {
      nodes: [
        placeholder('x', [1, 4]),
        placeholder('hidden', [1, 4]),
        node('y', 'AddV2', ['x', 'hidden'], float),
      ],
      inputs: { x: 'x:0' },
      outputs: { y: 'y:0' },
    });
    await expect(infer(network, new Float32Array(4))).rejects.toMatchObject({
      code: 'model-input-unsupported',
      message: expect.stringContaining('hidden'),
    });
    network.dispose();
  });
});

describe('control flow', () => {
  const counting = customModel({
    inputs: [randomInput('x', [])],
    signature: { inputs: [{ name: 'x', shape: [], dtype: 'float32' }], outputs: [output('counted')] },
  });
  const suppressing = customModel({
    inputs: [randomInput('scores', [4])],
    signature: { inputs: [{ name: 'scores', shape: [4], dtype: 'float32' }], outputs: [output('kept')] },
  });

  it.each([
    {
      what: 'a loop of frames',
      model: counting,
      parts: LOOP,
      given: floats(3),
      values: [10],
      operation: /Exit|Switch|Merge/,
    },
    {
      what: 'a loop of functions',
      model: counting,
      parts: WHILE,
      given: floats(3),
      values: [10],
      operation: /StatelessWhile/,
    },
    {
      what: 'a suppression',
      model: suppressing,
      parts: SUPPRESSION,
      given: floats(0.9, 0.8, 0.7, 0),
      values: [0, 2],
      operation: /NonMaxSuppressionV3/,
    },
  ])(
    'of $what runs asynchronously, says what that costs, and returns every tensor',
    async ({ model, parts, given, values, operation }) => {
      const before = tf.memory().numTensors;
      const network = await loadGraph(model, parts);
      expect(plain(await infer(network, given))[0]?.values).toEqual(values);
      expect(network.notes).toEqual([expect.stringMatching(operation)]);
      expect(network.notes[0]).toContain('cannot be cut into segments or recorded');
      const loaded = tf.memory().numTensors;
      for (let round = 0; round < 10; round++) await infer(network, given);
      expect(tf.memory().numTensors).toBe(loaded);
      network.dispose();
      expect(tf.memory().numTensors).toBe(before);
    },
  );
});

describe('control flow that fails', () => {
  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const model = customModel({
      inputs: [randomInput('scores', [4])],
      signature: { inputs: [{ name: 'scores', shape: [null], dtype: 'float32' }], outputs: [output('sum')] },
    });
    const network = await loadGraph(model, {
      ...SUPPRESSION,
      nodes: [
        ...SUPPRESSION.nodes,
        node('double', 'AddV2', ['scores', 'scores'], float),
        node('as_float', 'Cast', ['keep'], { SrcT: { type: 'DT_INT32' }, DstT: { type: 'DT_FLOAT' } }),
        node('triple', 'AddV2', ['double', 'scores'], float),
        node('three', 'AddV2', ['triple', 'misfit'], float),
        node('sum', 'AddV2', ['three', 'as_float'], float),
      ],
      weights: { ...SUPPRESSION.weights, misfit: { shape: [3], values: [1, 2, 3] } },
      outputs: { sum: 'sum:0' },
    });
    await expect(infer(network, floats(0.9, 0.8, 0.7, 0))).rejects.toMatchObject({
      code: 'model-shape-invalid',
    });
    await new Promise<void>((resolve) => setImmediate(resolve)); // the suppression is still under way
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a layers model that somebody brought', () => {
  const model = customModel({ format: 'layers', inputs: [randomInput('x', [1, 4])] });

  const subtraction = (): tf.LayersModel => {
    const [right, left] = [tf.input({ shape: [2], name: 'right' }), tf.input({ shape: [2], name: 'left' })];
    const pair = tf.layers.concatenate({ name: 'pair' }).apply([left, right]) as tf.SymbolicTensor; // symbolic in, symbolic out
    const kernel = tf.initializers.constant({ value: 1 });
    const sum = tf.layers
      .dense({ units: 1, name: 'sum', kernelInitializer: kernel })
      .apply(pair) as tf.SymbolicTensor; // the same
    return tf.model({ inputs: [left, right], outputs: [pair, sum] });
  };

  it('is given its inputs by name, whatever their order, and names its outputs', async () => {
    const before = tf.memory().numTensors;
    const mine = customModel({
      format: 'layers',
      inputs: [randomInput('right', [1, 2]), randomInput('left', [1, 2])],
    });
    const artifacts = await layersArtifacts(subtraction());
    for (let round = 0; round < 20; round++) {
      const network = await loadTfjsModel(mine, artifacts, alive);
      expect(plain(await infer(network, floats(3, 4), floats(1, 2)))).toEqual([
        { name: 'pair', shape: [1, 4], values: [1, 2, 3, 4] },
        { name: 'sum', shape: [1, 1], values: [10] },
      ]);
      network.dispose();
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('names its outputs as the signature does, where that tells of all', async () => {
    const mine = customModel({
      format: 'layers',
      inputs: [randomInput('right', [1, 2]), randomInput('left', [1, 2])],
      signature: { inputs: [], outputs: [output('pair'), output('sum:1')] },
    });
    const network = await loadTfjsModel(mine, await layersArtifacts(subtraction()), alive);
    const outputs = await infer(network, floats(3, 4), floats(1, 2));
    expect(outputs.map(({ name }) => name)).toEqual(['pair', 'sum:1']);
    network.dispose();
  });

  it('with a layer of its own names it and what to do', async () => {
    const artifacts = await layersArtifacts(
      tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] }),
    );
    const topology = JSON.parse(JSON.stringify(artifacts.modelTopology).replaceAll('"Dense"', '"MySwirl"'));
    await expect(
      loadTfjsModel(model, { ...artifacts, modelTopology: topology }, alive),
    ).rejects.toMatchObject({
      code: 'model-layer-unknown',
      message: expect.stringMatching(/^Mine has a layer of its own, MySwirl, .*Convert it as a graph model/),
    });
  });

  it('whose shape does not fit says which input wants what', async () => {
    const network = await loadTfjsModel(
      model,
      await layersArtifacts(
        tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [5], name: 'd' })] }),
      ),
      alive,
    );
    await expect(infer(network, new Float32Array(4))).rejects.toMatchObject({
      code: 'model-shape-invalid',
      message: expect.stringMatching(/input d_input wants shape \[null,5\] and was given shape \[1,4\]/),
    });
    network.dispose();
  });

  it('with inputs that its settings do not tell of is refused', async () => {
    const artifacts = await layersArtifacts(subtraction());
    await expect(loadTfjsModel(model, artifacts, alive)).rejects.toMatchObject({
      code: 'model-input-unsupported',
      message: expect.stringContaining('left, right'),
    });
  });
});

describe('outputs that are no numbers', () => {
  const text = node('text', 'AsString', ['x'], { T: float.T });

  it('are left out with a note', async () => {
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
    tf.registerOp('AsString', () => tf.tensor1d(['a']));
    const network = await loadGraph(
      customModel({ signature: { inputs: [], outputs: [output('text'), output('y')] } }),
      { nodes: [placeholder('x', [1, 4]), text, node('y', 'Neg', ['x'], float)] },
    );
    expect((await infer(network, new Float32Array(4))).map(({ name }) => name)).toEqual(['y']);
    expect(network.notes).toEqual(['Outputs that are not numbers are not shown: text.']);
    network.dispose();
    tf.deregisterOp('AsString');
    said.mockRestore();
  });

  it('alone are refused', async () => {
    tf.registerOp('AsString', () => tf.tensor1d(['a']));
    const network = await loadGraph(customModel({ signature: { inputs: [], outputs: [output('text')] } }), {
      nodes: [placeholder('x', [1, 4]), text],
    });
    await expect(infer(network, new Float32Array(4))).rejects.toMatchObject({ code: 'output-invalid' });
    network.dispose();
    tf.deregisterOp('AsString');
  });
});
