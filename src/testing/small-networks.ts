/**
 * Networks of a few numbers that stand for what people bring: graphs written by hand, layers models built by
 * TensorFlow.js, each with the description that taking it in would give it. It knows no executor.
 */
import * as tf from '@tensorflow/tfjs';
import type { CustomModel, InputChoice, SignatureTensor } from '../domain/custom-model';
import { disposeLayers } from '../executor/tfjs-layers-parts';
import type { ModelArtifacts } from '../sources/model-artifacts';

/** A custom model with one input `x` of `[1, 4]`, random, shown as numbers, unless said otherwise. */
export function customModel(change: Partial<CustomModel> = {}): CustomModel {
  const inputs: readonly InputChoice[] = change.inputs ?? [randomInput('x', [1, 4])];
  const described = inputs.map(({ name, shape }): SignatureTensor => ({ name, shape, dtype: 'float32' }));
  return {
    task: 'custom',
    id: 'custom-0123456789ab',
    name: 'Mine',
    format: 'graph',
    files: [],
    parameters: 0,
    source: { kind: 'files' },
    signature: { inputs: described, outputs: [] },
    view: { kind: 'numbers' },
    labels: null,
    controlFlow: false,
    notes: [],
    ...change,
    inputs,
  };
}

export const randomInput = (name: string, shape: readonly number[]): InputChoice => ({
  name,
  shape: [...shape],
  feed: { kind: 'random', range: [0, 1] },
});

type Attributes = Record<string, unknown>;
interface NodeDef {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Attributes;
}

export const node = (
  name: string,
  op: string,
  input: readonly string[] = [],
  attr: Attributes = {},
): NodeDef => ({ name, op, input, attr });

export const float = { dtype: { type: 'DT_FLOAT' }, T: { type: 'DT_FLOAT' } };
const shapeOf = (shape: readonly number[]) => ({
  shape: { dim: shape.map((size) => ({ size: String(size) })) },
});

/** @param shape −1: a free dimension. */
export const placeholder = (name: string, shape: readonly number[], type = 'DT_FLOAT'): NodeDef =>
  node(name, 'Placeholder', [], { dtype: { type }, shape: shapeOf(shape) });

interface Weight {
  readonly shape: readonly number[];
  readonly values: readonly number[];
  readonly dtype?: 'float32' | 'int32';
}

export interface GraphParts {
  readonly nodes: readonly NodeDef[];
  readonly weights?: Readonly<Record<string, Weight>>;
  /** By key, the tensor: `add:0`. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly functions?: readonly unknown[];
}

/** A graph as its files give it; constants become weights of their names. */
export function graphArtifacts({
  nodes,
  weights = {},
  inputs,
  outputs,
  functions,
}: GraphParts): ModelArtifacts {
  const entries = Object.entries(weights);
  const constants = entries.map(([name, { dtype = 'float32' }]) =>
    node(name, 'Const', [], { dtype: { type: dtype === 'int32' ? 'DT_INT32' : 'DT_FLOAT' } }),
  );
  const named = (tensors: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(tensors).map(([key, name]) => [key, { name }]));
  const arrays = entries.map(([, { values, dtype = 'float32' }]) =>
    dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values),
  );
  const data = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const array of arrays) {
    data.set(new Uint8Array(array.buffer), offset);
    offset += array.byteLength;
  }
  return {
    format: 'graph-model',
    modelTopology: {
      node: [...constants, ...nodes],
      versions: { producer: 1, minConsumer: 1 },
      ...(functions && { library: { function: functions } }),
    },
    weightSpecs: entries.map(([name, { shape, dtype = 'float32' }]) => ({ name, shape: [...shape], dtype })),
    weightData: data.buffer,
    ...(inputs && outputs && { signature: { inputs: named(inputs), outputs: named(outputs) } }),
  };
}

/** Saves a layers model as its files would be, and frees it. */
export async function layersArtifacts(network: tf.LayersModel): Promise<ModelArtifacts> {
  let saved: tf.io.ModelArtifacts | null = null;
  await network.save(
    tf.io.withSaveHandler(async (given) => {
      saved = given;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  disposeLayers(network);
  return saved as unknown as ModelArtifacts; // what TensorFlow.js itself saved, unvalidated
}

/** Counts from `x` up to 10 in a loop of TensorFlow's first kind: frames, switches and merges. */
export const LOOP: GraphParts = {
  nodes: [
    placeholder('x', []),
    node('enter', 'Enter', ['x'], { T: float.T, frame_name: { s: 'bG9vcA==' }, is_constant: { b: false } }),
    node('limit', 'Enter', ['ten'], { T: float.T, frame_name: { s: 'bG9vcA==' }, is_constant: { b: true } }),
    node('step', 'Enter', ['one'], { T: float.T, frame_name: { s: 'bG9vcA==' }, is_constant: { b: true } }),
    node('merge', 'Merge', ['enter', 'next'], { T: float.T, N: { i: '2' } }),
    node('less', 'Less', ['merge', 'limit'], float),
    node('condition', 'LoopCond', ['less']),
    node('switch', 'Switch', ['merge', 'condition'], float),
    node('add', 'AddV2', ['switch:1', 'step'], float),
    node('next', 'NextIteration', ['add'], float),
    node('exit', 'Exit', ['switch'], float),
  ],
  weights: { ten: { shape: [], values: [10] }, one: { shape: [], values: [1] } },
  inputs: { x: 'x:0' },
  outputs: { counted: 'exit:0' },
};

/** Keeps those of four boxes that do not overlap a better one: how many there are depends on values. */
export const SUPPRESSION: GraphParts = {
  nodes: [
    placeholder('scores', [4]),
    node('keep', 'NonMaxSuppressionV3', ['boxes', 'scores', 'most', 'overlap', 'least'], float),
  ],
  weights: {
    boxes: { shape: [4, 4], values: [0, 0, 1, 1, 0, 0, 1, 0.9, 2, 2, 3, 3, 5, 5, 6, 6] },
    most: { shape: [], values: [4], dtype: 'int32' },
    overlap: { shape: [], values: [0.5] },
    least: { shape: [], values: [0.1] },
  },
  inputs: { scores: 'scores:0' },
  outputs: { kept: 'keep:0' },
};

const argument = (name: string) => ({ name, type: 'DT_FLOAT' });

/** A loop of TensorFlow's second kind: condition and body are functions. */
export const WHILE: GraphParts = {
  nodes: [
    placeholder('x', []),
    node('while', 'StatelessWhile', ['x'], {
      T: { list: { type: ['DT_FLOAT'] } },
      cond: { func: { name: 'below_ten' } },
      body: { func: { name: 'add_one' } },
    }),
    node('out', 'Identity', ['while'], float),
  ],
  inputs: { x: 'x:0' },
  outputs: { counted: 'out:0' },
  weights: { ten: { shape: [], values: [10] }, one: { shape: [], values: [1] } },
  functions: [
    {
      signature: {
        name: 'below_ten',
        inputArg: [argument('value')],
        outputArg: [{ name: 'less', type: 'DT_BOOL' }],
      },
      nodeDef: [node('ten', 'Const', [], float), node('compare', 'Less', ['value', 'ten'], float)],
      ret: { less: 'compare:z:0' },
    },
    {
      signature: { name: 'add_one', inputArg: [argument('value')], outputArg: [argument('more')] },
      nodeDef: [node('one', 'Const', [], float), node('add', 'AddV2', ['value', 'one'], float)],
      ret: { more: 'add:z:0' },
    },
  ],
};
