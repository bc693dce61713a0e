/**
 * Builds a model on weights that the executor's models have already. A graph's known weights are not even decoded; a layers
 * model's variables are pointed at them. It knows the library's private parts through `tfjs-graph.ts` and the type below.
 */
import * as tf from '@tensorflow/tfjs';
import type { Model } from '../domain/model';
import type { ModelArtifacts } from '../sources/model-artifacts';
import type { Beside } from './load-steps';
import { setWeights } from './tfjs-graph';
import { type KeyedWeight, keyedWeights } from './weight-keys';
import type { WeightLease, WeightStore } from './weight-store';

type Built = tf.GraphModel | tf.LayersModel;
type KeyedWeights = ReadonlyMap<string, KeyedWeight>;

/**
 * The network leaves the store when it is disposed. A recording of it is bound to its weights' buffers and must be disposed
 * before; what others have in common with it lives on.
 *
 * @param build is given a graph's artifacts without weights. What it throws is thrown, and the store is as it was.
 */
export async function buildSharing(
  model: Model,
  artifacts: ModelArtifacts,
  { store, beside }: { readonly store: WeightStore; readonly beside: Beside },
  build: (artifacts: ModelArtifacts) => Promise<Built>,
): Promise<Built> {
  const weights = await keyedWeights(model, artifacts);
  const bare = { ...artifacts, weightSpecs: [], weightData: new ArrayBuffer() };
  const network = await beside(() => build(model.format === 'graph' ? bare : artifacts));
  const lease = store.lease();
  leaveOnDispose(network, lease);
  try {
    if (network instanceof tf.GraphModel) await shareInGraph(network, lease, weights, beside);
    else shareInLayers(network, lease, weights);
    return network;
  } catch (thrown) {
    network.dispose();
    throw thrown;
  }
}

function leaveOnDispose(network: Built, lease: WeightLease): void {
  const dispose = network.dispose.bind(network) as () => never; // whichever of both networks it is
  network.dispose = () => {
    lease.release();
    return dispose();
  };
}

/** Decoded in one step beside others, numbers: a few ms. */
const NUMBERS_PER_STEP = 500_000;

async function shareInGraph(
  network: tf.GraphModel,
  lease: WeightLease,
  weights: KeyedWeights,
  beside: Beside,
): Promise<void> {
  const tensors = new Map<string, tf.Tensor>();
  const left = weights.entries(); // a loop that ends early leaves it where it is
  const someOfThem = (): boolean => {
    let numbers = 0;
    for (const [name, weight] of left) {
      const tensor = lease.take(weight.key) ?? lease.adopt(weight.key, decode(weight));
      tensors.set(name, tensor);
      numbers += tensor.size;
      if (numbers >= NUMBERS_PER_STEP) return true;
    }
    return false;
  };
  try {
    while (await beside(someOfThem));
  } finally {
    setWeights(network, tensors); // after a failure too: the network disposes what it has
  }
}

function decode({ spec, bytes }: KeyedWeight): tf.Tensor {
  const data = bytes.slice().buffer; // the library looks past the view at its whole buffer
  return tf.io.decodeWeights(data, [spec as tf.io.WeightsManifestEntry])[spec.name] as tf.Tensor; // under its name
}

/** A layer's weight, private in the types of 4.22. */
interface LayerWeight {
  readonly originalName: string;
  /** Not null: what was loaded has been changed. */
  readonly constraint: unknown;
  read(): tf.Variable;
}

/** Weights are found by name as the library finds them; one that is not found is its model's own. */
function shareInLayers(network: tf.LayersModel, lease: WeightLease, weights: KeyedWeights): void {
  const all = network.weights as unknown as readonly LayerWeight[]; // see above
  const left = new Map(all.map((weight) => [weight.originalName, weight]));
  for (const [name, { key }] of weights) {
    const known = left.has(name) ? name : withoutCell(name);
    const weight = left.get(known);
    left.delete(known);
    if (weight !== undefined && (weight.constraint ?? null) === null) lease.adopt(key, weight.read());
  }
}

/** `lstm/lstm_cell/kernel`, as newer files have it, is `lstm/kernel` to the library. */
function withoutCell(name: string): string {
  const tokens = name.split('/');
  return [...tokens.slice(0, -2), ...tokens.slice(-1)].join('/');
}
