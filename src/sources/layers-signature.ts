/**
 * What goes into a Keras model and what comes out, under the names that TensorFlow.js gives them. Shapes of outputs are
 * told only where no shape has to be worked out. It must not choose anything.
 */
import type { SignatureTensor } from '../domain/custom-model';
import { isRecord, listOf } from './json-value';
import { field, type Layer, type LayerOutput, readOutput } from './layer-config';
import { quoted, refusal } from './refusal';
import { readDimension, readName, readSides, unsupportedInput } from './signature-parts';
import type { Signature } from './topology';

type Shape = readonly (number | null)[] | null;

/** @throws EngineError `model-no-topology` | `model-input-unsupported` | `model-shape-invalid` | `model-malformed`. */
export function layersSignature(at: string, root: Layer): Signature {
  if (root.layers === null || root.layers.length === 0) {
    throw refusal('model-no-topology', at, 'its topology has no layers');
  }
  const inputs = inputLayers(root).map((layer) => inputOf(at, layer));
  if (inputs.length === 0) {
    throw refusal('model-input-unsupported', at, 'its topology does not say which layers are its inputs');
  }
  return { inputs, outputs: outputsOf(at, root) };
}

/** Of a sequence the first layer, of a graph those that it lists. A model at the front has the inputs itself. */
function inputLayers(model: Layer): readonly Layer[] {
  const layers = model.layers ?? [];
  const listed = listOf(field(model.config, 'input_layers')).flatMap(readOutput);
  if (listed.length > 0) {
    return listed.flatMap(({ layer }) => layers.find(({ name }) => name === layer) ?? []);
  }
  const [first] = layers;
  if (first === undefined) return [];
  return first.layers === null ? [first] : inputLayers(first);
}

function inputOf(at: string, layer: Layer): SignatureTensor {
  const { className, name, config } = layer;
  return {
    // TensorFlow.js puts an input before a first layer that is none.
    name: readName(at, className === 'InputLayer' ? name : `${name}_input`),
    shape: inputShape(at, layer),
    dtype: inputDtype(at, name, config.dtype),
  };
}

function inputShape(at: string, { className, name, config }: Layer): Shape {
  const whole = field(config, 'batch_input_shape') ?? field(config, 'batch_shape');
  const inner = field(config, 'input_shape');
  const shape: readonly unknown[] | null = Array.isArray(whole)
    ? whole
    : Array.isArray(inner)
      ? [null, ...inner]
      : null;
  // An input that was saved with a list of shapes has one of them.
  const only: unknown = shape?.length === 1 ? shape[0] : null;
  if (shape !== null) return readSides(at, name, Array.isArray(only) ? only : shape);
  if (className === 'Embedding') return [null, readDimension(at, name, field(config, 'input_length'))];
  throw refusal(
    'model-input-unsupported',
    at,
    `its first layer ${quoted(name)} does not say the shape of the input: give it an \`input_shape\` and convert the model again`,
  );
}

function inputDtype(at: string, name: string, dtype: unknown): SignatureTensor['dtype'] {
  if (dtype === 'int32' || dtype === 'bool') return dtype;
  // Keras takes pictures as uint8 and numbers of words as int64; TensorFlow.js knows one whole number.
  if (typeof dtype === 'string' && /^u?int(8|16|64)$/.test(dtype)) return 'int32';
  if (dtype === undefined || dtype === null || isRecord(dtype)) return 'float32';
  if (typeof dtype === 'string' && /^(float|bfloat|mixed_)/.test(dtype)) return 'float32';
  throw unsupportedInput(at, name, dtype);
}

function outputsOf(at: string, model: Layer): readonly SignatureTensor[] {
  const layers = model.layers ?? [];
  const last = layers.at(-1);
  const listed = listOf(field(model.config, 'output_layers')).flatMap(readOutput);
  const ends: readonly LayerOutput[] =
    listed.length > 0 ? listed : last === undefined ? [] : [{ layer: last.name, call: 0, output: 0 }];
  const names = new Set<string>();
  return ends.map(({ layer, output }) => {
    const name = names.has(layer) ? `${layer}:${output}` : layer;
    names.add(layer);
    return { name: readName(at, name), shape: vectorShape(model, layer), dtype: 'float32' };
  });
}

const KEEPS_SHAPE = new Set(['Activation', 'Softmax', 'Dropout', 'ReLU', 'LeakyReLU', 'BatchNormalization']);

/** `[batch, units]` where the output is a dense layer over vectors; null where it would have to be worked out. */
function vectorShape(model: Layer, name: string): Shape {
  const layers = model.layers ?? [];
  let units: number | null = null;
  let at = layers.findIndex((layer) => layer.name === name);
  // Each step goes back at least one layer in a sequence; a graph without order was refused before.
  for (let steps = 0; steps < layers.length; steps += 1) {
    const layer = layers[at];
    if (layer === undefined) return null;
    if (layer.className === 'Dense') units ??= Number(layer.config.units);
    else if (/^(Flatten|Global(Average|Max)Pooling\dD)$/.test(layer.className))
      return units === null ? null : [null, units];
    else if (layer.className === 'InputLayer')
      return units !== null && rankOf(layer) === 2 ? [null, units] : null;
    else if (!KEEPS_SHAPE.has(layer.className)) return null;
    if (layer.calls.length === 0 && rankOf(layer) === 2 && units !== null) return [null, units];
    const [from] = layer.calls[0] ?? [];
    at = from === undefined ? at - 1 : layers.findIndex((each) => each.name === from.layer);
  }
  return null;
}

function rankOf({ config }: Layer): number | null {
  const shape = field(config, 'batch_input_shape') ?? field(config, 'batch_shape');
  return Array.isArray(shape) ? shape.length : null;
}
