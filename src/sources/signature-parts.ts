/** Names and shapes as both kinds of signature have them, bounded. It must not know where they stand. */
import type { EngineError } from '../domain/errors';
import { isUnsafeName } from './bounded-json';
import { MAX_NAME_LENGTH, MAX_TENSOR_NUMBERS } from './limits';
import { quoted, refusal, shown } from './refusal';

/** @throws EngineError `model-malformed`: names are shown, sent and remembered. */
export function readName(at: string, name: string): string {
  if (name !== '' && name.length <= MAX_NAME_LENGTH && !isUnsafeName(name)) return name;
  throw refusal(
    'model-malformed',
    at,
    `has an input or output named ${quoted(name)}: names have 1 to ${MAX_NAME_LENGTH} characters`,
  );
}

/** No input or output has more dimensions than this, and none that TensorFlow.js takes has more than six. */
const MAX_SIGNATURE_RANK = 8;

/** @throws EngineError `model-shape-invalid`. */
export function readSides(at: string, name: string, sides: readonly unknown[]): readonly (number | null)[] {
  if (sides.length <= MAX_SIGNATURE_RANK) return sides.map((side) => readDimension(at, name, side));
  throw refusal('model-shape-invalid', at, `${quoted(name)} has ${sides.length} dimensions in its signature`);
}

/** @throws EngineError `model-shape-invalid`. */
export function readDimension(at: string, name: string, size: unknown): number | null {
  if (size === undefined || size === null) return null;
  const side = typeof size === 'string' && /^-?\d{1,20}$/.test(size) ? Number(size) : size;
  if (side === -1) return null;
  if (typeof side === 'number' && Number.isInteger(side) && side >= 0 && side <= MAX_TENSOR_NUMBERS)
    return side;
  throw refusal(
    'model-shape-invalid',
    at,
    `${quoted(name)} has a dimension of ${shown(size)} in its signature`,
  );
}

export const unsupportedInput = (at: string, name: string, dtype: unknown): EngineError =>
  refusal(
    'model-input-unsupported',
    at,
    `its input ${quoted(name)} is of type ${shown(dtype)}; numbers and bool can be fed: cut the model after its decoding, or convert it with numbers as input`,
  );
