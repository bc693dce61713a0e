/** Models in TensorFlow.js that have weights in common: how many bytes there are, and that nothing else changes. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomModel } from '../domain/custom-model';
import type { ModelArtifacts } from '../sources/model-artifacts';
import { isAssembled, loadRealNetwork } from '../testing/real-networks';
import {
  customModel,
  float,
  type GraphParts,
  graphArtifacts,
  layersArtifacts,
  node,
  placeholder,
} from '../testing/small-networks';
import { sameBits } from './cut-trial';
import type { LoadedModel, OutputTensor } from './runtime';
import { createRandomInput } from './tenant-input';
import { loadTfjsModel } from './tfjs-model';
import { WeightStore } from './weight-store';

const alive = { settle: () => Promise.resolve(), assertAlive: () => {} };
/** Numbers of a kernel that is large enough to be shared by all. */
const WIDE = 256;
const KERNEL_BYTES = 4 * 4 * WIDE;

const numbers = (count: number, seed: number) =>
  Array.from({ length: count }, (_, place) => ((place * 7 + seed * 5) % 13) / 13 - 0.5);
const kernel = (seed: number) => ({ shape: [4, WIDE], values: numbers(4 * WIDE, seed) });
const multiply = (name: string, ...input: readonly string[]) =>
  node(name, 'MatMul', input, { ...float, transpose_a: { b: false }, transpose_b: { b: false } });

/** `x × first + x × second + shift`. */
const graphParts = (first: number, second: number, shift = 1): GraphParts => ({
  nodes: [
    placeholder('x', [1, 4]),
    multiply('left', 'x', 'first'),
    multiply('right', 'x', 'second'),
    node('sum', 'AddV2', ['left', 'right'], float),
    node('y', 'AddV2', ['sum', 'shift'], float),
  ],
  weights: {
    first: kernel(first),
    second: kernel(second),
    shift: { shape: [WIDE], values: numbers(WIDE, shift) },
  },
  inputs: { x: 'x:0' },
  outputs: { y: 'y:0' },
});

interface Sample {
  readonly model: CustomModel;
  readonly artifacts: () => Promise<ModelArtifacts>;
  /** Seeds of its large weights. */
  readonly kernels: readonly number[];
}

const y = { name: 'y', shape: null, dtype: 'float32' } as const;
function graph(digit: number, first: number, second: number): Sample {
  const signature = { inputs: [], outputs: [y] };
  const model = customModel({ id: `custom-00000000000${digit}`, signature });
  return {
    model,
    artifacts: async () => graphArtifacts(graphParts(first, second)),
    kernels: [first, second],
  };
}
function layers(digit: number, seed: number, constraint?: 'nonNeg'): Sample {
  const artifacts = () => {
    const dense = tf.layers.dense({
      name: 'dense',
      units: WIDE,
      inputShape: [4],
      useBias: false,
      ...(constraint && { kernelConstraint: constraint }),
    });
    const network = tf.sequential({ layers: [dense] });
    const values = tf.tensor(kernel(seed).values, [4, WIDE]);
    (dense.weights[0] as unknown as { val: tf.Variable }).val.assign(values); // past its constraint; private
    values.dispose();
    return layersArtifacts(network);
  };
  const model = customModel({ id: `custom-00000000000${digit}`, format: 'layers' });
  return { model, artifacts, kernels: constraint ? [] : [seed] };
}

const load = async ({ model, artifacts }: Sample, weights?: WeightStore): Promise<LoadedModel> =>
  loadTfjsModel(model, await artifacts(), alive, weights);

async function infer(network: LoadedModel, { model }: Sample): Promise<readonly OutputTensor[]> {
  network.upload((await createRandomInput(model, 3).next()).data);
  return (await network.execute()).read();
}

async function alone(sample: Sample): Promise<readonly OutputTensor[]> {
  const network = await load(sample);
  const outputs = await infer(network, sample);
  network.dispose();
  return outputs;
}

const A = graph(1, 1, 2);
const SAMPLES: readonly Sample[] = [A, graph(2, 2, 3), graph(3, 4, 4), layers(4, 1), layers(5, 5)];

describe('models of a few numbers', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it('have a weight in common whatever it is called, and whatever kind of model they are', async () => {
    const store = new WeightStore();
    const networks = [await load(A, store)];
    expect(store.sharedBytes).toBe(0);
    networks.push(await load(graph(2, 2, 3), store));
    expect(store.sharedBytes).toBe(KERNEL_BYTES);
    networks.push(await load(layers(4, 1), store));
    expect(store.sharedBytes).toBe(2 * KERNEL_BYTES);
    networks.push(await load(layers(6, 1), store));
    expect(store.sharedBytes).toBe(3 * KERNEL_BYTES);
    for (const network of networks) network.dispose();
    expect(store).toMatchObject({ size: 0, sharedBytes: 0 });
  });

  it('store a weight once that they have twice', async () => {
    const store = new WeightStore();
    const before = tf.memory().numDataBuffers;
    const network = await load(graph(3, 4, 4), store);
    expect(store.sharedBytes).toBe(KERNEL_BYTES);
    expect(tf.memory().numDataBuffers - before).toBe(2);
    network.dispose();
  });

  it('loaded twice cost no weights the second time, small ones included', async () => {
    const store = new WeightStore();
    const before = tf.memory();
    const first = await load(A, store);
    const { numBytes, numDataBuffers } = tf.memory();
    const second = await load(A, store);
    expect(tf.memory().numDataBuffers).toBe(numDataBuffers);
    expect(store.sharedBytes).toBe(numBytes - before.numBytes);
    first.dispose();
    second.dispose();
    expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
  });

  it('whose kernel a constraint has changed keep it for themselves', async () => {
    const store = new WeightStore();
    const [plain, constrained] = [layers(4, 1), layers(6, 1, 'nonNeg')];
    const networks = [await load(plain, store), await load(constrained, store)];
    expect(store).toMatchObject({ size: 1, sharedBytes: 0 });
    for (const [index, sample] of [plain, constrained].entries()) {
      const network = networks[index] as LoadedModel; // one each
      expect(sameBits(await infer(network, sample), await alone(sample))).toBe(true);
      network.dispose();
    }
    expect(store.size).toBe(0);
  });

  it('that cannot be loaded leave the store and the others as they were', async () => {
    const store = new WeightStore();
    const network = await load(A, store);
    const outputs = await infer(network, A);
    const before = tf.memory();
    const { sharedBytes, size } = store;
    const good = await A.artifacts();
    const unknown = graphArtifacts({
      ...graphParts(1, 7),
      nodes: [placeholder('x', [1, 4]), node('y', 'Fold', ['x', 'first', 'second', 'shift'], float)],
    });
    const broken: readonly (readonly [ModelArtifacts, string])[] = [
      [unknown, 'model-operation-unknown'],
      [{ ...good, modelTopology: {} }, 'model-load-failed'],
      [{ ...good, weightData: good.weightData.slice(0, 5 * WIDE) }, 'model-load-failed'],
      [{ ...good, weightSpecs: good.weightSpecs.map(toWrongType) }, 'model-load-failed'],
    ];
    for (const [artifacts, code] of broken)
      await expect(loadTfjsModel(A.model, artifacts, alive, store)).rejects.toMatchObject({ code });
    expect(store).toMatchObject({ sharedBytes, size });
    expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
    expect(sameBits(await infer(network, A), outputs)).toBe(true);
    network.dispose();
    expect(store.size).toBe(0);
  });

  it('in any order of loads, side by side too, and departures: no byte too many, no bit changed', async () => {
    const expected = await Promise.all(SAMPLES.map(alone));
    const step = fc.oneof(
      fc.record({ loads: fc.array(fc.nat(SAMPLES.length - 1), { minLength: 1, maxLength: 3 }) }),
      fc.record({ leaves: fc.nat() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const before = tf.memory();
        const store = new WeightStore();
        const here: { readonly at: number; readonly network: LoadedModel }[] = [];
        for (const one of steps) {
          if ('loads' in one)
            here.push(
              ...(await Promise.all(
                one.loads.map(async (at) => ({ at, network: await load(SAMPLES[at] as Sample, store) })),
              )),
            );
          else here.splice(one.leaves % (here.length || 1), 1)[0]?.network.dispose();
          expect(tf.memory().numDataBuffers - before.numDataBuffers).toBe(expectedBuffers(here));
          expect(tf.memory().numBytes - before.numBytes - store.sharedBytes).toBe(expectedBytes(here));
          for (const { at, network } of here)
            expect(sameBits(await infer(network, SAMPLES[at] as Sample), expected[at] ?? [])).toBe(true);
        }
        for (const { network } of here) network.dispose();
        expect(store).toMatchObject({ size: 0, sharedBytes: 0 });
        expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
      }),
      { seed: 21, numRuns: 40 },
    );
  });
});

/** A type that the library does not decode. */
const toWrongType = (spec: ModelArtifacts['weightSpecs'][number]) => ({
  ...spec,
  dtype: 'int32' as const,
  quantization: { dtype: 'float16' as const },
});

type Here = readonly { readonly at: number }[];
const kernelsOf = (here: Here) => new Set(here.flatMap(({ at }) => SAMPLES[at]?.kernels ?? []));
/** Graphs have a small weight each, which loads of the same one share. */
const shiftsOf = (here: Here) =>
  new Set(here.map(({ at }) => at).filter((at) => SAMPLES[at]?.model.format === 'graph'));
const expectedBuffers = (here: Here) => kernelsOf(here).size + shiftsOf(here).size;
const expectedBytes = (here: Here) => kernelsOf(here).size * KERNEL_BYTES + shiftsOf(here).size * 4 * WIDE;

describe.each(
  [
    { kind: 'graph', id: 'emotion' },
    { kind: 'graph that has equal weights', id: 'basic-pitch' },
    { kind: 'layers model', id: 'esrgan-slim' },
  ].filter(({ id }) => isAssembled(id)),
)('a real $kind', ({ id }) => {
  it('loaded twice costs nothing the second time, and gives the same bits when the first has left', async () => {
    const single = await loadRealNetwork(id);
    const size = single.model.input.shape.reduce((product: number, side: number) => product * side, 1);
    const data = Float32Array.from({ length: size }, (_, place) => (place % 251) / 251);
    const expected = await single.run(data);
    single.dispose();

    const before = tf.memory();
    const store = new WeightStore();
    const first = await loadRealNetwork(id, store);
    const one = { ...tf.memory(), shared: store.sharedBytes };
    const second = await loadRealNetwork(id, store);
    expect(tf.memory().numDataBuffers).toBe(one.numDataBuffers);
    expect(tf.memory().numBytes - store.sharedBytes).toBe(one.numBytes - one.shared);
    expect(store.sharedBytes - one.shared).toBe(one.numBytes - before.numBytes);
    expect(sameBits(await first.run(data), expected)).toBe(true);
    first.dispose();
    expect(store.sharedBytes).toBe(one.shared);
    expect(tf.memory().numDataBuffers).toBe(one.numDataBuffers);
    expect(sameBits(await second.run(data), expected)).toBe(true);
    second.dispose();
    expect(store.size).toBe(0);
    expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
  });
});

it('real models that are loaded side by side, some weights in each turn, have all of them in common', async () => {
  await loadRealNetwork('facemesh').then((network) => network.dispose()); // the backend itself is up
  const before = tf.memory();
  const store = new WeightStore();
  const networks = await Promise.all([1, 2, 3].map(() => loadRealNetwork('facemesh', store)));
  const { numBytes, numDataBuffers } = tf.memory();
  expect(numDataBuffers - before.numDataBuffers).toBe(store.size);
  expect(store.sharedBytes).toBe((2 / 3) * (numBytes - before.numBytes));
  for (const network of networks) network.dispose();
  expect(store.size).toBe(0);
  expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
});
