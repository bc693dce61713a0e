/**
 * Takes a layers model of TensorFlow.js 4.22 apart. A part applies the model's own layers one after the other, as
 * `predict` does: nothing is copied, weights are the model's.
 */
import * as tf from '@tensorflow/tfjs';
import type { Dissected, PartRunner } from './dissection';
import { orderOf, type PartSpec } from './plan-graph';

/** A use of a layer: layers can be shared. The fields are private in the types of 4.22. */
interface LayerUse {
  readonly layer: tf.layers.Layer;
  readonly inputs: readonly tf.SymbolicTensor[];
  readonly outputs: readonly tf.SymbolicTensor[];
}
interface SymbolicInternals {
  readonly nodeIndex: number;
}
interface LayerInternals {
  readonly inboundNodes: readonly {
    readonly inputTensors: readonly tf.SymbolicTensor[];
    readonly outputTensors: readonly tf.SymbolicTensor[];
  }[];
}

/** `predict` goes through larger batches in pieces of this size. */
const LARGEST_BATCH = 32;

/** @param batch items that it is given at once. */
export function dissectLayers(network: tf.LayersModel, batch: number): Dissected {
  const hindrance = hindranceIn(network, batch);
  if (hindrance !== null) return { whole: `It stays whole: ${hindrance}.` };
  const uses = new Map<string, LayerUse>();
  const layerUseOf = (symbolic: tf.SymbolicTensor): LayerUse => {
    const { nodeIndex } = symbolic as unknown as SymbolicInternals; // see above
    const key = `${symbolic.sourceLayer.name}/${nodeIndex}`;
    const found = uses.get(key) ?? readUse(symbolic.sourceLayer, nodeIndex);
    uses.set(key, found);
    return found;
  };
  const fed = new Set(network.inputs.map(({ name }) => name));
  const order = orderOf(network.outputs.filter(({ name }) => !fed.has(name)).map(layerUseOf), ({ inputs }) =>
    inputs.filter(({ name }) => !fed.has(name)).map(layerUseOf),
  );
  const wanted = new Set([
    ...order.flatMap(({ inputs }) => inputs.map(({ name }) => name)),
    ...network.outputs.map(({ name }) => name),
  ]);
  const nodes = order.map(({ layer, inputs, outputs }) => ({
    name: layer.name,
    needs: inputs.map(({ name }) => name),
    gives: outputs.map(({ name }) => name).filter((name) => wanted.has(name)),
  }));
  const graph = {
    nodes,
    inputs: network.inputs.map(({ name }) => name),
    outputs: network.outputs.map(({ name }) => name),
  };
  return { graph, part: (spec) => partOf(order, spec) };
}

/** `dispose` lets each layer go once, but a layer that is used twice counts both uses: its weights would stay. */
export function disposeLayers(network: tf.LayersModel): void {
  network.dispose();
  for (const layer of network.layers) {
    const uses = layer as unknown as { readonly _refCount: number | null }; // private in the types of 4.22
    while ((uses._refCount ?? 0) > 0) layer.dispose();
  }
}

function readUse(layer: tf.layers.Layer, nodeIndex: number): LayerUse {
  const node = (layer as unknown as LayerInternals).inboundNodes[nodeIndex]; // see above
  if (node === undefined)
    throw new Error(`invariant broken: ${layer.name} is not used a ${nodeIndex}th time`);
  return { layer, inputs: node.inputTensors, outputs: node.outputTensors };
}

/** What a layer does besides turning inputs into outputs cannot be handed from part to part. */
function hindranceIn({ layers, inputs }: tf.LayersModel, batch: number): string | null {
  if (batch > LARGEST_BATCH) return `a batch of ${batch} is computed in pieces of ${LARGEST_BATCH}`;
  if (inputs.some(({ rank }) => rank < 2)) return 'an input without a batch dimension is given one first';
  const stateful = layers.find((layer) => layer.stateful);
  if (stateful !== undefined) return `the layer ${stateful.name} remembers earlier requests`;
  const masking = layers.find(
    (layer) =>
      layer.getClassName() === 'Masking' || (layer as { readonly maskZero?: boolean }).maskZero === true,
  );
  return masking === undefined ? null : `the layer ${masking.name} masks steps for the layers after it`;
}

function partOf(order: readonly LayerUse[], { from, to, gives }: PartSpec): PartRunner {
  const uses = order.slice(from, to);
  const lastUse = new Map<string, LayerUse>();
  for (const use of uses) for (const { name } of use.inputs) lastUse.set(name, use);
  const kept = new Set(gives);
  return (given) =>
    tf.tidy(() => {
      const values = new Map(given);
      for (const use of uses) {
        const taken = use.inputs.map(({ name }) => values.get(name) as tf.Tensor); // the order sees to it
        const results = [use.layer.apply(taken)].flat() as tf.Tensor[]; // tensors went in
        for (const [index, { name }] of use.outputs.entries()) values.set(name, results[index] as tf.Tensor); // one each
        for (const { name } of use.inputs) {
          if (lastUse.get(name) === use && !given.has(name) && !kept.has(name)) values.get(name)?.dispose();
        }
      }
      return gives.map((name) => values.get(name) as tf.Tensor); // `apply` never returns what it was given
    });
}
