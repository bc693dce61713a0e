/**
 * Finds a network's outputs by shape and lets nothing through that is not a finite number. It does not know what the
 * outputs mean.
 */
import { EngineError } from '../../domain/errors';
import type { Model } from '../../domain/model';
import type { OutputTensor, TensorData } from '../runtime';

/**
 * @param shape as the network returns it, batch included; unlike any other output of the network.
 * @returns its numbers, row-major, all finite.
 * @throws EngineError `output-invalid`, naming the model, the output and what is wrong with it.
 */
export function outputOf(
  outputs: readonly OutputTensor[],
  shape: readonly number[],
  model: Model,
): TensorData {
  const wanted = shape.join(', ');
  const output = outputs.find((candidate) => candidate.shape.join(', ') === wanted);
  if (output === undefined) {
    const found = outputs.map((candidate) => `[${candidate.shape.join(', ')}]`).join(' ');
    throw invalid(model, `returned no output of shape [${wanted}], only ${found || 'none at all'}`);
  }
  const size = shape.reduce((product, side) => product * side, 1);
  if (output.data.length !== size) {
    throw invalid(model, `returned ${output.data.length} numbers as [${wanted}], which has ${size}`);
  }
  const at = notFinite(output.data);
  if (at >= 0) throw invalid(model, `returned ${output.data[at]} at ${at} of its output [${wanted}]`);
  return output.data;
}

/** Index of the first number that is not finite, −1 when there is none. A loop: `findIndex` costs 8 times as much. */
function notFinite(data: TensorData): number {
  for (let index = 0; index < data.length; index++) {
    if (!Number.isFinite(data[index])) return index;
  }
  return -1;
}

function invalid(model: Model, what: string): EngineError {
  return new EngineError('output-invalid', `${model.name} ${what}: try it on another backend.`);
}
