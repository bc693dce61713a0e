/**
 * Halves a model's weights at assembly: float32 becomes float16, rounded to nearest, ties to even, so that every run
 * gives the same bytes. Integer weights stay as they are. Must not know where the files come from or go.
 */
import { Failure } from './failure.mjs';

/** @typedef {{ name: string, shape: number[], dtype: string, quantization?: { dtype: string } }} WeightSpec */
/** @typedef {{ weightsManifest: { paths: string[], weights: WeightSpec[] }[] }} Manifest */
/** @typedef {{ bytes: number, float: boolean }} Stretch weights of one type in a row */

/** Both float32 and int32 take four bytes, so a weight may lie across two shards, but a number never does. */
const NUMBER_BYTES = 4;

/**
 * @param {Manifest} manifest
 * @returns {Manifest} the same model, its float32 weights declared as float16
 */
export function float16Manifest(manifest) {
  const weightsManifest = manifest.weightsManifest.map((group) => ({
    ...group,
    weights: group.weights.map((spec) =>
      spec.dtype === 'float32' ? { ...spec, quantization: { dtype: 'float16' } } : spec,
    ),
  }));
  return { ...manifest, weightsManifest };
}

/**
 * @param {Manifest} manifest of the original
 * @param {Uint8Array[]} shards all of them, in the manifest's order
 * @returns {Buffer[]} the shards with every float halved
 * @throws {Failure} when the manifest does not describe these shards, or a weight is too large for float16
 */
export function float16Shards(manifest, shards) {
  const stretches = manifest.weightsManifest.flatMap(({ weights }) => weights.map(stretchOf));
  const described = stretches.reduce((sum, { bytes }) => sum + bytes, 0);
  const found = shards.reduce((sum, { length }) => sum + length, 0);
  if (described !== found)
    throw new Failure(`The manifest describes ${described} bytes of weights, the shards have ${found}.`);
  let current = 0;
  let left = stretches[0]?.bytes ?? 0;
  return shards.map((shard) => {
    const view = new DataView(shard.buffer, shard.byteOffset, shard.byteLength);
    const halved = Buffer.alloc(shard.length);
    let length = 0;
    for (let at = 0; at < shard.length; at += NUMBER_BYTES) {
      while (left === 0) left = stretches[++current]?.bytes ?? Number.NaN;
      left -= NUMBER_BYTES;
      if (stretches[current]?.float)
        length = halved.writeUInt16LE(float16Of(view.getUint32(at, true)), length);
      else length = halved.writeInt32LE(view.getInt32(at, true), length);
    }
    return Buffer.from(halved.subarray(0, length));
  });
}

/**
 * @param {WeightSpec} spec
 * @returns {Stretch}
 */
function stretchOf({ name, shape, dtype, quantization }) {
  if (quantization !== undefined || (dtype !== 'float32' && dtype !== 'int32'))
    throw new Failure(`The weight ${name} is ${quantization?.dtype ?? dtype}: only float32 can be halved.`);
  return { bytes: shape.reduce((product, side) => product * side, NUMBER_BYTES), float: dtype === 'float32' };
}

/**
 * @param {number} bits of a float32
 * @returns {number} bits of the nearest float16, ties to even
 */
export function float16Of(bits) {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const mantissa = bits & 0x7fffff;
  // Under 2^-25 everything rounds to zero: the smallest float16 is 2^-24.
  if (exponent < 102) return sign;
  const subnormal = exponent < 113;
  const shift = subnormal ? 126 - exponent : 13;
  const whole = subnormal ? mantissa | 0x800000 : mantissa | ((exponent - 112) << 23);
  const rest = whole & ((1 << shift) - 1);
  const middle = 1 << (shift - 1);
  const kept = whole >>> shift;
  const rounded = rest > middle || (rest === middle && (kept & 1) === 1) ? kept + 1 : kept;
  // Infinities, what is not a number and everything over the largest have exponents that lead here.
  if (rounded >= 0x7c00)
    throw new Failure('A weight is beyond 65504 or not a number: float16 cannot hold it.');
  return sign | rounded;
}
