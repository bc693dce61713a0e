/**
 * One weight as a manifest describes it: name, shape, type, and how it is stored. Everything is bounded here, before
 * anything of that size is made. It must not know shards.
 */
import { isUnsafeName } from './bounded-json';
import { isRecord, type JsonRecord } from './json-value';
import { MAX_NAME_LENGTH, MAX_TENSOR_NUMBERS } from './limits';
import { quoted, refusal, shown } from './refusal';

export interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  /** As stored; `uint8` and `uint16` are a scale from a lowest value. */
  readonly stored: 'float32' | 'int32' | 'bool' | 'float16' | 'uint16' | 'uint8';
  /** Numbers in it: the product of the shape. */
  readonly count: number;
  /** As stored. */
  readonly bytes: number;
  /** Belongs to the optimiser of the training: nothing that inference needs. */
  readonly forTraining: boolean;
}

const STORED_BYTES = { float32: 4, int32: 4, bool: 1, float16: 2, uint16: 2, uint8: 1 } as const;
const MAX_WEIGHT_RANK = 8;

/** @throws EngineError `model-malformed` | `model-shape-invalid` | `weight-dtype-unknown` | `weights-not-finite`. */
export function readWeight(at: string, given: unknown): Weight {
  if (!isRecord(given))
    throw refusal('model-malformed', at, 'its manifest describes a weight that is no object');
  const name = readName(at, given.name);
  const shape = readShape(at, name, given.shape);
  const count = numbersIn(at, name, shape);
  const dtype = readDtype(at, name, given.dtype);
  const stored = 'quantization' in given ? readQuantization(at, name, dtype, given.quantization) : dtype;
  const forTraining = given.group === 'optimizer';
  return { name, shape, dtype, stored, count, bytes: count * STORED_BYTES[stored], forTraining };
}

function readName(at: string, name: unknown): string {
  if (typeof name !== 'string' || name === '')
    throw refusal('model-malformed', at, 'its manifest has a weight without a name');
  if (isUnsafeName(name) || name.length > 10 * MAX_NAME_LENGTH) {
    throw refusal('model-malformed', at, `its manifest has a weight named ${quoted(name)}: it is refused`);
  }
  return name;
}

function readShape(at: string, name: string, shape: unknown): readonly number[] {
  const bad = (why: string) => refusal('model-shape-invalid', at, `weight ${quoted(name)} ${why}`);
  if (!Array.isArray(shape)) throw bad('has no shape');
  if (shape.length > MAX_WEIGHT_RANK) throw bad(`has ${shape.length} dimensions`);
  return shape.map((side: unknown) => {
    if (typeof side !== 'number' || !Number.isInteger(side)) {
      throw bad(`has a dimension of ${shown(side)}: whole numbers are needed`);
    }
    if (side < 0) throw bad(`has a negative dimension, ${side}`);
    if (side > MAX_TENSOR_NUMBERS) throw bad(`has a dimension of ${side}, no tensor is that large`);
    return side;
  });
}

/** The product never leaves the whole numbers: each factor and the product so far are below 2³¹. */
function numbersIn(at: string, name: string, shape: readonly number[]): number {
  if (shape.includes(0)) return 0;
  let count = 1;
  for (const side of shape) {
    count *= side;
    if (count > MAX_TENSOR_NUMBERS) {
      throw refusal(
        'model-shape-invalid',
        at,
        `weight ${quoted(name)} of shape [${shape.join(', ')}] has more numbers than any tensor can hold`,
      );
    }
  }
  return count;
}

function readDtype(at: string, name: string, dtype: unknown): Weight['dtype'] {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  const why =
    dtype === 'string' || dtype === 'complex64'
      ? `is of type ${dtype}, which the playground does not load: convert the model without it`
      : dtype === 'float16' || dtype === 'uint8' || dtype === 'uint16'
        ? `is of type ${dtype}, which TensorFlow.js takes only as a quantisation of float32: convert the model with \`--quantize_${dtype}\``
        : `is of an unknown type, ${shown(dtype)}: float32, int32 and bool are known`;
  throw refusal('weight-dtype-unknown', at, `weight ${quoted(name)} ${why}`);
}

function readQuantization(
  at: string,
  name: string,
  dtype: Weight['dtype'],
  given: unknown,
): Weight['stored'] {
  if (!isRecord(given))
    throw refusal('model-malformed', at, `weight ${quoted(name)} has a quantisation that is no object`);
  const stored = given.dtype;
  if (stored === 'float16' && dtype === 'float32') return stored;
  if ((stored === 'uint8' || stored === 'uint16') && dtype !== 'bool') {
    assertScale(at, name, stored, given);
    return stored;
  }
  throw refusal(
    'weight-dtype-unknown',
    at,
    `weight ${quoted(name)} is ${dtype} quantised as ${shown(stored)}, which TensorFlow.js does not know`,
  );
}

/** The largest stored number must still be one after scaling: a scale of 1e999 reads as infinity. */
function assertScale(at: string, name: string, stored: 'uint8' | 'uint16', { scale, min }: JsonRecord): void {
  if (typeof scale !== 'number' || typeof min !== 'number') {
    throw refusal(
      'model-malformed',
      at,
      `weight ${quoted(name)} is quantised as ${stored} without scale or min`,
    );
  }
  const largest = Math.fround((stored === 'uint8' ? 255 : 65_535) * scale + min);
  if (!Number.isFinite(largest) || !Number.isFinite(Math.fround(min))) {
    throw refusal(
      'weights-not-finite',
      at,
      `weight ${quoted(name)} is quantised with scale ${scale} and min ${min}: it would be infinite`,
    );
  }
}
