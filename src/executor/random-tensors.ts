/** Seeded random numbers in the shape, type and range of an input. It knows no models. */
import { createPrng, type Prng } from '../base/prng';
import type { TensorData } from './runtime';

/** How many different random tensors an input cycles through. */
const RANDOM_TENSORS = 4;
/** Numbers above which an input has one tensor only: four of the largest would take 256 MB. */
const ONE_TENSOR_ABOVE = 2 ** 22;

/** What random numbers are made for. */
interface RandomSpec {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly range: readonly [number, number];
}

export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, side) => product * side, 1);

/** @returns the next of the tensors, again and again in one order. */
export function createRandomTensors(spec: RandomSpec, seed: number): () => TensorData {
  const prng = createPrng(seed);
  const size = sizeOf(spec.shape);
  const count = size > ONE_TENSOR_ABOVE ? 1 : RANDOM_TENSORS;
  const tensors = Array.from({ length: count }, () => fill(spec, size, prng));
  let turn = 0;
  return () => {
    turn = (turn + 1) % tensors.length;
    return tensors[turn] as TensorData; // turn < length
  };
}

function fill({ dtype, range: [low, high] }: RandomSpec, size: number, prng: Prng): TensorData {
  const tensor = dtype === 'float32' ? new Float32Array(size) : new Int32Array(size);
  for (let index = 0; index < size; index++) {
    const value = prng.next();
    if (dtype === 'float32') tensor[index] = low + (high - low) * value;
    else tensor[index] = dtype === 'bool' ? Number(value >= 0.5) : Math.round(low + (high - low) * value);
  }
  return tensor;
}
