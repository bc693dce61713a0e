/**
 * Looks at every number of the floating-point weights, shard by shard as they come: a weight may begin in one shard
 * and end in the next. It must not keep shards.
 */
import { quoted, refusal } from './refusal';
import type { Weight } from './weight-spec';

/** Bytes that are looked at in one go: an aligned copy of this size is all that is made. */
const STEP_BYTES = 2 ** 20;

export interface FiniteCheck {
  /** The next bytes of the group. @throws EngineError `weights-not-finite`. */
  take(bytes: Uint8Array): void;
}

/**
 * @param infinityAllowed graphs hold constants like −∞ for masks: in those of one number, infinity is meant.
 */
export function checkFinite(at: string, weights: readonly Weight[], infinityAllowed: boolean): FiniteCheck {
  let current = 0;
  /** Bytes of the current weight that were seen. */
  let seen = 0;
  /** Bytes of a number that the shard's end has cut. */
  let carry = new Uint8Array(0);

  function take(bytes: Uint8Array): void {
    let offset = 0;
    while (offset < bytes.length && current < weights.length) {
      const weight = weights[current];
      if (weight === undefined) return;
      const length = Math.min(weight.bytes - seen, bytes.length - offset, STEP_BYTES);
      look(weight, bytes.subarray(offset, offset + length));
      offset += length;
      seen += length;
      if (seen === weight.bytes) next();
    }
  }

  function next(): void {
    current += 1;
    seen = 0;
    carry = new Uint8Array(0);
  }

  function look(weight: Weight, part: Uint8Array): void {
    if (weight.stored !== 'float32' && weight.stored !== 'float16') return;
    const width = weight.stored === 'float32' ? 4 : 2;
    const joined = new Uint8Array(carry.length + part.length);
    joined.set(carry);
    joined.set(part, carry.length);
    const whole = joined.length - (joined.length % width);
    const first = (seen - carry.length) / width;
    const found =
      width === 4 ? firstOddSingle(joined.buffer, whole / 4) : firstOddHalf(joined.buffer, whole / 2);
    if (found !== null && !(found.infinite && infinityAllowed && weight.count === 1)) {
      throw refusal(
        'weights-not-finite',
        at,
        `weight ${quoted(weight.name)} has ${found.infinite ? 'an infinite number' : 'NaN'} at index ${first + found.index}: every output would be of no use; train or export the model again`,
      );
    }
    carry = joined.slice(whole);
  }

  return { take };
}

interface OddNumber {
  readonly index: number;
  readonly infinite: boolean;
}

/** All bits of the exponent set: infinity without a fraction, NaN with one. */
function firstOddSingle(buffer: ArrayBuffer, count: number): OddNumber | null {
  const bits = new Uint32Array(buffer, 0, count);
  for (let index = 0; index < count; index += 1) {
    const value = bits[index] ?? 0;
    if ((value & 0x7f800000) === 0x7f800000) return { index, infinite: (value & 0x7fffff) === 0 };
  }
  return null;
}

function firstOddHalf(buffer: ArrayBuffer, count: number): OddNumber | null {
  const bits = new Uint16Array(buffer, 0, count);
  for (let index = 0; index < count; index += 1) {
    const value = bits[index] ?? 0;
    if ((value & 0x7c00) === 0x7c00) return { index, infinite: (value & 0x3ff) === 0 };
  }
  return null;
}
