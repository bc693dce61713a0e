/**
 * A TensorFlow.js network taken apart, whatever its kind: its operations in order, and a way to run some of them alone. It
 * does not know which parts are made.
 */
import type * as tf from '@tensorflow/tfjs';
import type { PartSpec, PlanGraph } from './plan-graph';

/**
 * Runs the operations of one part. The tensors given stay their owner's; those returned are new, in the order of the
 * part's `gives`.
 */
export type PartRunner = (values: ReadonlyMap<string, tf.Tensor>) => tf.Tensor[];

interface DissectedNetwork {
  /** `inputs` and `outputs` in the network's own order. */
  readonly graph: PlanGraph;
  readonly part: (spec: PartSpec) => PartRunner;
}

/** Or why it cannot be taken apart, in a sentence. */
export type Dissected = DissectedNetwork | { readonly whole: string };
