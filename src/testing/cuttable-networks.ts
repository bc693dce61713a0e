/**
 * Networks of a few numbers, one for each way in which values cross a cut: past it, from one operation to several, several
 * from one, from weights alone, through shared layers; and one that has no order beforehand. It knows no executor.
 */
import * as tf from '@tensorflow/tfjs';
import type { CustomModel } from '../domain/custom-model';
import type { ModelArtifacts } from '../sources/model-artifacts';
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
} from './small-networks';

export interface CuttableNetwork {
  readonly name: string;
  readonly model: CustomModel;
  readonly artifacts: () => Promise<ModelArtifacts>;
}

const WIDTH = 4;
const output = (name: string) => ({ name, shape: null, dtype: 'float32' }) as const;
const matrix = (seed: number) => ({
  shape: [WIDTH, WIDTH],
  values: Array.from({ length: WIDTH * WIDTH }, (_, place) => ((place * 7 + seed * 5) % 13) / 13 - 0.5),
});
const multiply = (name: string, ...input: readonly string[]) =>
  node(name, 'MatMul', input, { ...float, transpose_a: { b: false }, transpose_b: { b: false } });

function graph(name: string, parts: GraphParts, inputs = ['x']): CuttableNetwork {
  const model = customModel({
    name,
    inputs: inputs.map((input) => randomInput(input, [1, WIDTH])),
    signature: {
      inputs: inputs.map((input) => ({ name: input, shape: [1, WIDTH], dtype: 'float32' as const })),
      outputs: Object.keys(parts.outputs ?? {}).map(output),
    },
  });
  return { name, model, artifacts: async () => graphArtifacts(parts) };
}

/** Each layer adds to what came in: a value goes past every cut. */
const SKIPS: GraphParts = {
  nodes: [
    placeholder('x', [1, WIDTH]),
    multiply('first', 'x', 'w1'),
    node('bent', 'Relu', ['first'], float),
    node('sum', 'AddV2', ['bent', 'x'], float),
    multiply('second', 'sum', 'w2'),
    node('curve', 'Tanh', ['second'], float),
    node('again', 'AddV2', ['curve', 'x'], float),
    node('scores', 'Softmax', ['again'], float),
  ],
  weights: { w1: matrix(1), w2: matrix(2) },
  inputs: { x: 'x:0' },
  outputs: { scores: 'scores:0' },
};

/** One operation gives two values; one output stands in the middle, under the name of another node. */
const PORTS: GraphParts = {
  nodes: [
    placeholder('x', [1, WIDTH]),
    multiply('wide', 'x', 'w1'),
    node('halves', 'Split', ['axis', 'wide'], { ...float, num_split: { i: '2' } }),
    node('left', 'Neg', ['halves'], float),
    node('right', 'Relu', ['halves:1'], float),
    node('joined', 'ConcatV2', ['right', 'left', 'axis'], { ...float, N: { i: '2' } }),
    node('far', 'AddV2', ['joined', 'wide'], float),
  ],
  weights: { w1: matrix(3), axis: { shape: [], values: [1], dtype: 'int32' } },
  inputs: { x: 'x:0' },
  outputs: { right: 'halves:1', wide: 'far:0', kept: 'w1:0' },
};

/** What is computed from weights alone is needed on both sides. */
const CONSTANTS: GraphParts = {
  nodes: [
    placeholder('x', [1, WIDTH]),
    placeholder('y', [1, WIDTH]),
    multiply('squared', 'w1', 'w1'),
    multiply('first', 'x', 'squared'),
    node('mixed', 'Mul', ['first', 'y'], float),
    multiply('second', 'mixed', 'squared'),
    node('out', 'Sub', ['second', 'x'], float),
  ],
  weights: { w1: matrix(4) },
  inputs: { x: 'x:0', y: 'y:0' },
  outputs: { out: 'out:0', squared: 'squared:0' },
};

const dense = (activation: 'relu' | 'tanh', seed: number) =>
  tf.layers.dense({
    units: WIDTH,
    activation,
    kernelInitializer: tf.initializers.randomUniform({ minval: -1, maxval: 1, seed }),
  });

/** One layer is used twice, and what went in is added at the end. */
function sharedLayers(): tf.LayersModel {
  const input = tf.input({ shape: [WIDTH] });
  const shared = dense('tanh', 7);
  const once = shared.apply(input) as tf.SymbolicTensor; // a symbol went in
  const bent = dense('relu', 8).apply(once) as tf.SymbolicTensor; // as above
  const twice = shared.apply(bent) as tf.SymbolicTensor; // as above
  const sum = tf.layers.add().apply([twice, input]) as tf.SymbolicTensor; // as above
  return tf.model({ inputs: input, outputs: [sum, bent] });
}

const layers = (name: string, build: () => tf.LayersModel): CuttableNetwork => ({
  name,
  model: customModel({ name, format: 'layers', inputs: [randomInput('x', [1, WIDTH])] }),
  artifacts: () => layersArtifacts(build()),
});

export const CUTTABLE: readonly CuttableNetwork[] = [
  graph('a graph with skips', SKIPS),
  graph('a graph whose operation gives two values', PORTS),
  graph('a graph that computes from weights alone', CONSTANTS, ['x', 'y']),
  layers('a chain of layers', () =>
    tf.sequential({
      layers: [
        tf.layers.inputLayer({ inputShape: [WIDTH] }),
        dense('relu', 1),
        dense('tanh', 2),
        tf.layers.dropout({ rate: 0.5 }),
        dense('relu', 3),
      ],
    }),
  ),
  layers('layers that are shared', sharedLayers),
];

export const CONTROL_FLOW: CuttableNetwork = {
  name: 'a loop',
  model: customModel({
    name: 'a loop',
    inputs: [randomInput('x', [])],
    signature: { inputs: [{ name: 'x', shape: [], dtype: 'float32' }], outputs: [output('counted')] },
  }),
  artifacts: async () => graphArtifacts(LOOP),
};
