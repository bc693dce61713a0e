/** How a catalog model is run on TensorFlow.js: one input, checked beforehand. It knows no custom models. */
import * as tf from '@tensorflow/tfjs';
import type { CatalogModel } from '../domain/model';
import type { Dissected } from './dissection';
import { dissectGraph } from './tfjs-graph-parts';
import { disposeLayers, dissectLayers } from './tfjs-layers-parts';

/** A network as far as it is run. */
export interface Network {
  /** In the order in which data are given. */
  readonly inputs: readonly {
    readonly shape: readonly number[];
    readonly dtype: 'float32' | 'int32' | 'bool';
  }[];
  /** In the order in which `run` returns them, without ports. */
  readonly outputNames: readonly string[];
  /** What limits it, in sentences. */
  readonly notes: readonly string[];
  /** The caller owns the outputs, and still owns the inputs: none of them is returned. */
  run(inputs: readonly tf.Tensor[]): tf.Tensor[] | Promise<tf.Tensor[]>;
  /** As `run`, in one turn. @throws where it would have to wait, before it has run anything. */
  runAtOnce(inputs: readonly tf.Tensor[]): tf.Tensor[];
  /** Its inputs and outputs in the order of `inputs` and of what `run` returns. */
  dissect(): Dissected;
  dispose(): void;
}

export function createCatalogNetwork(
  { input, cut }: CatalogModel,
  network: tf.GraphModel | tf.LayersModel,
): Network {
  /** A graph that is cut is entered and left at the nodes that the catalog names: what lies outside never runs. */
  const run = (given: tf.Tensor): tf.Tensor[] => {
    const returned =
      cut !== undefined && network instanceof tf.GraphModel
        ? network.execute({ [cut.feed]: given }, [...cut.fetches])
        : network.predict(given);
    return Array.isArray(returned) ? returned : [returned as tf.Tensor]; // one input, unnamed: never a map
  };
  const runAtOnce = ([given]: readonly tf.Tensor[]) =>
    tf.tidy(() => {
      if (given === undefined) throw new Error('invariant broken: a catalog model has an input');
      return run(given);
    });
  return {
    inputs: [input],
    // `Identity_1:0` is the first port of the node `Identity_1`.
    outputNames: namesOf(network, cut?.fetches).map((name) => name.replace(/:\d+$/, '')),
    notes: [],
    run: runAtOnce,
    runAtOnce,
    dissect: () =>
      network instanceof tf.GraphModel
        ? dissectGraph(
            network,
            [cut?.feed ?? network.inputNodes[0] ?? ''],
            cut?.fetches ?? network.outputNodes,
          )
        : dissectLayers(network, input.shape[0]),
    dispose: () => (network instanceof tf.GraphModel ? network.dispose() : disposeLayers(network)),
  };
}

function namesOf(network: tf.GraphModel | tf.LayersModel, fetches?: readonly string[]): readonly string[] {
  return network instanceof tf.GraphModel ? (fetches ?? network.outputNodes) : network.outputNames;
}
