/**
 * Small models as files, as somebody would bring them: a graph and a Keras model whose outputs can be worked out by
 * hand. It knows how they are written, not how they are read.
 */
import type { CustomSource } from '../domain/custom-model';

export interface TestFile {
  readonly path: string;
  readonly blob: Blob;
}

/** A document that tests change at will. */
export type TestDocument = Record<string, unknown>;

export const DROPPED: CustomSource = { kind: 'files' };

const shape = (...sides: number[]) => ({ dim: sides.map((size) => ({ size: String(size) })) });

const constant = (name: string, dtype: string, ...sides: number[]) => ({
  name,
  op: 'Const',
  attr: { value: { tensor: { dtype, tensorShape: shape(...sides) } }, dtype: { type: dtype } },
});

/** `probabilities = picture · kernel + bias`: 4 numbers in, 3 out. */
export const GRAPH_NODES = [
  { name: 'x', op: 'Placeholder', attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: shape(-1, 4) } } },
  constant('kernel', 'DT_FLOAT', 4, 3),
  constant('bias', 'DT_FLOAT', 3),
  { name: 'product', op: 'MatMul', input: ['x', 'kernel'], attr: { T: { type: 'DT_FLOAT' } } },
  { name: 'Identity', op: 'AddV2', input: ['product', 'bias'], attr: { T: { type: 'DT_FLOAT' } } },
] as const;

export const GRAPH_SIGNATURE = {
  inputs: { x: { name: 'x:0', dtype: 'DT_FLOAT', tensorShape: shape(-1, 4) } },
  outputs: { probabilities: { name: 'Identity:0', dtype: 'DT_FLOAT', tensorShape: shape(-1, 3) } },
};

export const GRAPH_WEIGHTS = [
  { name: 'kernel', shape: [4, 3], dtype: 'float32' },
  { name: 'bias', shape: [3], dtype: 'float32' },
] as const;

/** A converted graph with 60 bytes of weights. */
export function graphDocument(change: TestDocument = {}): TestDocument {
  return {
    format: 'graph-model',
    generatedBy: '2.10.0',
    convertedBy: 'TensorFlow.js Converter v4.22.0',
    signature: GRAPH_SIGNATURE,
    modelTopology: { node: GRAPH_NODES, library: {}, versions: { producer: 1286 } },
    weightsManifest: manifest(GRAPH_WEIGHTS),
    ...change,
  };
}

const dense = {
  class_name: 'Dense',
  config: { name: 'dense', units: 3, activation: 'linear', use_bias: true },
};
const DENSE_WEIGHTS = [
  { name: 'dense/kernel', shape: [4, 3], dtype: 'float32' },
  { name: 'dense/bias', shape: [3], dtype: 'float32' },
] as const;

/** A Sequential as `model.save` of TensorFlow.js writes it: the first layer tells the input. */
export function layersDocument(change: TestDocument = {}): TestDocument {
  const first = { ...dense, config: { ...dense.config, batch_input_shape: [null, 4], dtype: 'float32' } };
  return {
    format: 'layers-model',
    modelTopology: {
      class_name: 'Sequential',
      config: { name: 'sequential', layers: [first] },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weightsManifest: manifest(DENSE_WEIGHTS),
    ...change,
  };
}

/** A functional model as the converter writes it for Keras 2, or with `three` as Keras 3 gives it. */
export function functionalDocument(three = false): TestDocument {
  const history = {
    class_name: '__keras_tensor__',
    config: { shape: [null, 4], keras_history: ['image', 0, 0] },
  };
  const layers = [
    {
      class_name: 'InputLayer',
      name: 'image',
      config: { name: 'image', [three ? 'batch_shape' : 'batch_input_shape']: [null, 4], dtype: 'float32' },
      inbound_nodes: [],
    },
    {
      ...dense,
      name: 'dense',
      config: {
        ...dense.config,
        dtype: three
          ? { module: 'keras', class_name: 'DTypePolicy', config: { name: 'float32' } }
          : 'float32',
      },
      inbound_nodes: three ? [{ args: [history], kwargs: {} }] : [[['image', 0, 0, {}]]],
    },
  ];
  const ends = (name: string) => (three ? [name, 0, 0] : [[name, 0, 0]]);
  return {
    format: 'layers-model',
    modelTopology: {
      keras_version: three ? '3.5.0' : '2.10.0',
      backend: 'tensorflow',
      model_config: {
        class_name: 'Functional',
        config: { name: 'net', layers, input_layers: ends('image'), output_layers: ends('dense') },
      },
    },
    weightsManifest: manifest(
      three ? DENSE_WEIGHTS.map((weight) => ({ ...weight, name: `net/${weight.name}` })) : DENSE_WEIGHTS,
    ),
  };
}

export const manifest = (weights: readonly object[], ...paths: string[]): readonly TestDocument[] => [
  { paths: paths.length === 0 ? ['group1-shard1of1.bin'] : paths, weights },
];

/** 12 numbers of the kernel and 3 of the bias. */
export const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0.5, 0.25, 0.125] as const;
export const floats = (numbers: readonly number[] = NUMBERS): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Float32Array.from(numbers).buffer);

export const testFile = (path: string, content: string | Uint8Array<ArrayBuffer>): TestFile => ({
  path,
  blob: new Blob([content]),
});

/** A description and its shards, all in one folder. */
export function testFiles(
  document: unknown,
  shards: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = { 'group1-shard1of1.bin': floats() },
  folder = '',
): readonly TestFile[] {
  return [
    testFile(`${folder}model.json`, JSON.stringify(document)),
    ...Object.entries(shards).map(([path, bytes]) => testFile(`${folder}${path}`, bytes)),
  ];
}
