/**
 * Whether a device has room for a model, before anything of it is put there: no tensor may be larger than a buffer, and all
 * together stay within the budget that somebody set. It knows no backend.
 */
import { EngineError } from '../domain/errors';
import { isCustom, type Model } from '../domain/model';
import type { WeightSpec } from '../sources/model-json';

/** Of a WebGPU device, bytes. */
export interface BufferLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
}

/** Every number takes four bytes on a GPU, however it was stored. */
const BYTES_PER_NUMBER = 4;
const BYTES_PER_MB = 1e6;

interface Tensor {
  readonly what: string;
  readonly bytes: number;
}

/** @throws EngineError `backend-unsuited` that names the limit, its value and the tensor that needs more. */
export function assertBuffersFit(
  model: Model,
  weights: readonly Pick<WeightSpec, 'name' | 'shape'>[],
  limits: BufferLimits,
): void {
  const [limit, allowed] =
    limits.maxStorageBufferBindingSize <= limits.maxBufferSize
      ? (['maxStorageBufferBindingSize', limits.maxStorageBufferBindingSize] as const)
      : (['maxBufferSize', limits.maxBufferSize] as const);
  const needed = [
    ...inputsOf(model),
    ...weights.map(({ name, shape }) => tensor(`its weight ${name}`, shape)),
  ];
  const largest = needed.reduce((most, one) => (one.bytes > most.bytes ? one : most), NOTHING);
  if (largest.bytes <= allowed) return;
  throw new EngineError(
    'backend-unsuited',
    `${model.name} does not fit this GPU: ${largest.what} needs ${megabytes(largest.bytes)} in one buffer, and the limit ${limit} is ${megabytes(allowed)}. Choose another backend, or a smaller model.`,
  );
}

export interface Budget {
  /** What the device holds already. */
  readonly heldBytes: number;
  /** What the model would add before it has run: weights that it has in common with others are there already. */
  readonly addedBytes: number;
  readonly budgetBytes: number;
}

/** @throws EngineError `out-of-memory` with the numbers. */
export function assertWithinBudget({ name }: Model, { heldBytes, addedBytes, budgetBytes }: Budget): void {
  if (heldBytes + addedBytes <= budgetBytes) return;
  throw new EngineError(
    'out-of-memory',
    `${name} would take this executor over its memory budget: it holds ${megabytes(heldBytes)}, the weights of ${name} add ${megabytes(addedBytes)}, and the budget is ${megabytes(budgetBytes)}. Raise the budget, remove a model, or choose another executor.`,
  );
}

const NOTHING: Tensor = { what: '', bytes: 0 };

const tensor = (what: string, shape: readonly number[]): Tensor => ({
  what,
  bytes: shape.reduce((product, side) => product * side, BYTES_PER_NUMBER),
});

const inputsOf = (model: Model): readonly Tensor[] =>
  isCustom(model)
    ? model.inputs.map(({ name, shape }) => tensor(`its input ${name}`, shape))
    : [tensor('its input', model.input.shape)];

const megabytes = (bytes: number): string => `${(bytes / BYTES_PER_MB).toFixed(1)} MB`;
