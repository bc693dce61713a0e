/**
 * The topology of a Keras model: layers in an order, what goes in and out. It must not know files or shards.
 */
import { chooseInputs } from './default-inputs';
import type { JsonRecord } from './json-value';
import { inOlderLayout, isKerasThree } from './keras-three';
import { readLayer, rootOf } from './layer-config';
import { hintOf } from './layer-hint';
import { assertBuildable } from './layer-order';
import { layersSignature } from './layers-signature';
import type { Topology } from './topology';
import type { Weight } from './weight-spec';

/** @throws EngineError for the first thing that is wrong. */
export function readLayers(at: string, topology: JsonRecord, weights: readonly Weight[]): Topology {
  const root = readLayer(rootOf(inOlderLayout(topology)));
  assertBuildable(at, root, weights);
  const signature = layersSignature(at, root);
  const notes = isKerasThree(topology)
    ? [
        'The model was saved by Keras 3: its layout was translated to that of Keras 2, which TensorFlow.js reads.',
      ]
    : [];
  return {
    signature,
    choices: chooseInputs(at, signature.inputs, (input) => hintOf(root, input)),
    controlFlow: false,
    notes,
  };
}
