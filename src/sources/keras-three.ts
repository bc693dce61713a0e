/**
 * Models of Keras 3 in the layout of Keras 2, which is the one that TensorFlow.js 4.22 can build: how inputs give their
 * shape, how calls name what they take, how types are written. It must not judge what it does not know.
 */
import { isRecord, type JsonRecord, listOf, recordOf, textOf } from './json-value';
import { rootOf } from './layer-config';

/** Keras 3 tells its version; its converter leaves it where older ones put theirs. */
export function isKerasThree(topology: JsonRecord): boolean {
  const version = textOf(topology.keras_version) ?? textOf(rootOf(topology).keras_version);
  return version?.startsWith('3.') ?? false;
}

/** The same topology, or its translation. */
export const inOlderLayout = (topology: JsonRecord): JsonRecord =>
  isKerasThree(topology) ? recordOf(translated(topology)) : topology;

/** Keras 3 puts the model's name before the names of its weights. */
export function olderWeightName(topology: JsonRecord, name: string): string {
  const model = textOf(recordOf(rootOf(topology).config).name);
  if (model === null || !isKerasThree(topology) || !name.startsWith(`${model}/`)) return name;
  return name.slice(model.length + 1);
}

function translated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(translated);
  if (!isRecord(value)) return value;
  if (value.class_name === 'DTypePolicy') return recordOf(value.config).name;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => translatedField(key, item)));
}

function translatedField(key: string, item: unknown): readonly [string, unknown] {
  if (key === 'batch_shape') return ['batch_input_shape', item];
  if (key === 'inbound_nodes') return [key, listOf(item).map(olderCall)];
  if (key === 'input_layers' || key === 'output_layers') return [key, listOfEnds(item)];
  return [key, translated(item)];
}

/** `{ args: [tensor, …] }` as `[[layer, call, output, {}], …]`; older calls stay. */
function olderCall(call: unknown): unknown {
  if (!isRecord(call)) return call;
  const found: unknown[] = [];
  collect([call.args, call.kwargs], found);
  return found;
}

function collect(value: unknown, found: unknown[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  if (!isRecord(value)) return;
  if (value.class_name === '__keras_tensor__') {
    found.push([...listOf(recordOf(value.config).keras_history), {}]);
    return;
  }
  for (const item of Object.values(value)) collect(item, found);
}

/** One end may stand without its list, several may be named. */
function listOfEnds(ends: unknown): readonly unknown[] {
  if (isRecord(ends)) return Object.values(ends);
  const list = listOf(ends);
  return typeof list[0] === 'string' ? [list] : list;
}
