/**
 * A Keras topology as TensorFlow.js and the converter write it: models as records of a class and a config, layers
 * within them. Knows the spelling of both (`batch_input_shape`, `batchInputShape`); must not judge.
 */
import { isRecord, type JsonRecord, listOf, recordOf, textOf } from './json-value';

/** A layer, or a model that is one. */
export interface Layer {
  readonly className: string;
  readonly name: string;
  readonly config: JsonRecord;
  /** Its calls: each a list of `[layer, call, output]` that it takes from. */
  readonly calls: readonly (readonly LayerOutput[])[];
  /** Its own layers, when it is a model. */
  readonly layers: readonly Layer[] | null;
}

export interface LayerOutput {
  readonly layer: string;
  /** Which call of that layer. */
  readonly call: number;
  readonly output: number;
}

export const field = (record: JsonRecord, snake: string): unknown =>
  record[snake] ?? record[snake.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];

/** The model in `modelTopology`: itself, or its `model_config`. */
export const rootOf = (topology: JsonRecord): JsonRecord => {
  const config = topology.model_config;
  return isRecord(config) ? config : topology;
};

/** Documents are at most 64 levels deep: recursion is bounded. */
export function readLayer(given: unknown): Layer {
  const record = recordOf(given);
  const config = recordOf(record.config);
  // A Sequential of Keras 1 is a bare list of layers.
  const inner = Array.isArray(record.config) ? record.config : config.layers;
  return {
    className: textOf(field(record, 'class_name')) ?? '',
    name: textOf(record.name) ?? textOf(config.name) ?? '',
    config,
    calls: listOf(field(record, 'inbound_nodes')).map((call) => listOf(call).flatMap(readOutput)),
    layers: Array.isArray(inner) ? inner.map(readLayer) : null,
  };
}

/** `["conv", 0, 0, …]`. */
export function readOutput(given: unknown): readonly LayerOutput[] {
  const [layer, call, output] = listOf(given);
  if (typeof layer !== 'string') return [];
  return [
    { layer, call: typeof call === 'number' ? call : 0, output: typeof output === 'number' ? output : 0 },
  ];
}

/** All layers at any depth, models included. */
export function everyLayer(root: Layer): readonly Layer[] {
  const found: Layer[] = [];
  const left = [root];
  for (let layer = left.pop(); layer !== undefined; layer = left.pop()) {
    found.push(layer);
    for (const inner of layer.layers ?? []) left.push(inner);
  }
  return found;
}
