/**
 * Finds a network's outputs by shape, or by name where shapes repeat, and lets nothing through that is not a finite
 * number. It does not know what the outputs mean.
 */
import { EngineError } from '../../domain/errors';
import type { Model } from '../../domain/model';
import type { OutputTensor, TensorData } from '../runtime';

/**
 * @param shape as the network returns it, batch included.
 * @param name the network's own, where several of its outputs have that shape.
 * @returns its numbers, row-major, all finite.
 * @throws EngineError `output-invalid`, naming the model, the output and what is wrong with it.
 */
export function outputOf(
  outputs: readonly OutputTensor[],
  shape: readonly number[],
  model: Model,
  name?: string,
): TensorData {
  const wanted = shape.join(', ');
  const output = outputs.find((one) => one.shape.join(', ') === wanted && (name ?? one.name) === one.name);
  if (output === undefined) {
    const found = outputs.map((candidate) => `[${candidate.shape.join(', ')}]`).join(' ');
    const called = name === undefined ? '' : ` ${name}`;
    throw invalid(model, `returned no output${called} of shape [${wanted}], only ${found || 'none at all'}`);
  }
  const size = shape.reduce((product, side) => product * side, 1);
  if (output.data.length !== size) {
    throw invalid(model, `returned ${output.data.length} numbers as [${wanted}], which has ${size}`);
  }
  assertFinite([output], model);
  return output.data;
}

/** What a softmax may be off from 1: float32 on any backend is far closer. A backend that computed nothing gives 0. */
const SUM_TOLERANCE = 0.01;

/** @throws EngineError `output-invalid` when shares, as a softmax returns them, do not add up to 1. */
export function assertShares(shares: TensorData, model: Model): void {
  const sum = Array.from(shares).reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) > SUM_TOLERANCE) {
    throw invalid(model, `returned shares that add up to ${sum.toFixed(3)} instead of 1`);
  }
}

/** @throws EngineError `output-invalid` when a number of any output is not finite. */
export function assertFinite(outputs: readonly OutputTensor[], model: Model): void {
  for (const { data, shape } of outputs) {
    const at = notFinite(data);
    if (at >= 0) throw invalid(model, `returned ${data[at]} at ${at} of its output [${shape.join(', ')}]`);
  }
}

/** Index of the first number that is not finite, −1 when there is none. A loop: `findIndex` costs 8 times as much. */
function notFinite(data: TensorData): number {
  for (let index = 0; index < data.length; index++) {
    if (!Number.isFinite(data[index])) return index;
  }
  return -1;
}

/** @param what the network did, after its name. */
export function invalid(model: Model, what: string): EngineError {
  return new EngineError('output-invalid', `${model.name} ${what}: try it on another backend.`);
}
