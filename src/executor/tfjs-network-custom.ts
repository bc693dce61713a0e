/**
 * How a model that somebody brought is run on TensorFlow.js: inputs by name, outputs by the signature's names, with
 * `executeAsync` where control flow asks for it.
 */
import * as tf from '@tensorflow/tfjs';
import type { CustomModel } from '../domain/custom-model';
import type { Dissected } from './dissection';
import { dynamicOperationIn, inputNotThere, unknownOperationsFailure } from './tfjs-failure';
import { followRuns, hasNode, unknownOperations, weightIds } from './tfjs-graph';
import { dissectGraph } from './tfjs-graph-parts';
import { disposeLayers, dissectLayers } from './tfjs-layers-parts';
import type { Network } from './tfjs-network';

/** @throws EngineError `model-operation-unknown` | `model-input-unsupported`. */
export function createCustomNetwork(model: CustomModel, network: tf.GraphModel | tf.LayersModel): Network {
  return network instanceof tf.GraphModel ? graphNetwork(model, network) : layersNetwork(model, network);
}

const inputsOf = ({ inputs, signature }: CustomModel): Network['inputs'] =>
  inputs.map(({ shape }, index) => ({ shape, dtype: signature.inputs[index]?.dtype ?? 'float32' }));

function graphNetwork(model: CustomModel, network: tf.GraphModel): Network {
  const unknown = unknownOperations(network);
  if (unknown.length > 0) throw unknownOperationsFailure(model, unknown);
  const fetches = fetchesOf(model, network);
  const weights = weightIds(network);
  let asynchronousBecauseOf: string | null = null;
  const feed = (inputs: readonly tf.Tensor[]): tf.NamedTensorMap =>
    Object.fromEntries(inputs.map((tensor, index) => [model.inputs[index]?.name ?? '', tensor]));
  const owned = (returned: tf.Tensor | tf.Tensor[], inputs: readonly tf.Tensor[]): tf.Tensor[] => {
    const borrowed = new Set([...weights, ...inputs.map(({ id }) => id)]);
    return [returned].flat().map((tensor) => (borrowed.has(tensor.id) ? tensor.clone() : tensor));
  };
  const runs = followRuns(network);
  const runAsync = async (inputs: readonly tf.Tensor[]): Promise<tf.Tensor[]> => {
    try {
      const outputs = owned(await network.executeAsync(feed(inputs), [...fetches]), inputs);
      runs.forget();
      return outputs;
    } catch (thrown) {
      runs.clearUp();
      throw thrown;
    }
  };
  const runAtOnce = (inputs: readonly tf.Tensor[]): tf.Tensor[] =>
    tf.tidy(() => owned(network.execute(feed(inputs), [...fetches]), inputs));
  return {
    inputs: inputsOf(model),
    outputNames: fetches,
    get notes() {
      return asynchronousBecauseOf === null ? [] : [whatAsynchronousCosts(model, asynchronousBecauseOf)];
    },
    run(inputs) {
      if (asynchronousBecauseOf !== null) return runAsync(inputs);
      try {
        return runAtOnce(inputs);
      } catch (thrown) {
        // Nothing has been computed: TensorFlow.js looks for such operations before it runs the first.
        asynchronousBecauseOf = dynamicOperationIn(thrown);
        if (asynchronousBecauseOf === null) throw thrown;
        return runAsync(inputs);
      }
    },
    runAtOnce,
    dissect: () =>
      asynchronousBecauseOf === null
        ? dissectGraph(
            network,
            model.inputs.map(({ name }) => name),
            fetches,
          )
        : { whole: whyItStaysWhole(asynchronousBecauseOf) },
    dispose: () => network.dispose(),
  };
}

/** The signature's own names where the graph knows them. */
function fetchesOf({ signature }: CustomModel, network: tf.GraphModel): readonly string[] {
  const keys = Object.keys((network.modelSignature as { outputs?: object } | undefined)?.outputs ?? {}); // typed `{}`
  const names = signature.outputs.map(({ name }) => name);
  const known = names.filter((name) => keys.includes(name) || hasNode(network, name));
  return known.length > 0 ? known : network.outputNodes.map((name) => name.replace(/:\d+$/, ''));
}

const whatAsynchronousCosts = ({ name }: CustomModel, operation: string): string =>
  `${name} runs with executeAsync because of ${operation}: it waits for values on the CPU between operations, so it cannot be cut into segments or recorded.`;
const whyItStaysWhole = (operation: string): string =>
  `It stays whole: it runs with executeAsync because of ${operation}, which has no order known beforehand.`;

function layersNetwork(model: CustomModel, network: tf.LayersModel): Network {
  const order = placesByName(model, network);
  const runAtOnce = (inputs: readonly tf.Tensor[]): tf.Tensor[] =>
    tf.tidy(() => {
      const ordered = order.map((place) => inputs[place] as tf.Tensor); // checked: as many as the network has
      const returned = network.predict(ordered.length === 1 ? (ordered[0] as tf.Tensor) : ordered); // just counted
      const borrowed = new Set(inputs.map(({ id }) => id));
      return [returned as tf.Tensor | tf.Tensor[]] // tensors went in: no map comes out
        .flat()
        .map((tensor) => (borrowed.has(tensor.id) ? tensor.clone() : tensor));
    });
  return {
    inputs: inputsOf(model),
    outputNames: outputNamesOf(model, network),
    notes: [],
    run: runAtOnce,
    runAtOnce,
    dissect: () => inOrder(dissectLayers(network, model.inputs[0]?.shape[0] ?? 1), order),
    dispose: () => disposeLayers(network),
  };
}

/** For each input of the network, which of the model's it is: by name; by place where no name is the same. */
function placesByName(model: CustomModel, network: tf.LayersModel): readonly number[] {
  const names = model.inputs.map(({ name }) => name);
  const wanted = network.inputs.map(layerOf);
  const byName = wanted.map((name) => names.indexOf(name));
  if (byName.every((place) => place >= 0)) return byName;
  if (names.length === wanted.length) return names.map((_, place) => place);
  throw inputNotThere(model, wanted);
}

/** The signature's, where it tells of all: a layer with several outputs has several names there. */
function outputNamesOf({ signature }: CustomModel, { outputs }: tf.LayersModel): readonly string[] {
  const named = signature.outputs.map(({ name }) => name);
  return named.length === outputs.length ? named : outputs.map(layerOf);
}

/** A sequential model knows its `inputNames` only once it has run; its tensors know their layers from the start. */
const layerOf = ({ sourceLayer }: tf.SymbolicTensor): string => sourceLayer.name;

/** The model's inputs may stand in another order than the network's. */
function inOrder(dissected: Dissected, order: readonly number[]): Dissected {
  if ('whole' in dissected) return dissected;
  const { graph } = dissected;
  const inputs = order.map((_, place) => graph.inputs[order.indexOf(place)] as string); // a permutation
  return { ...dissected, graph: { ...graph, inputs } };
}
