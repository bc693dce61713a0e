/** Reads output tensors back to the CPU and frees them. It knows nothing of what they mean. */
import * as tf from '@tensorflow/tfjs';
import { EngineError } from '../domain/errors';
import type { Model } from '../domain/model';
import type { OutputTensor, TensorData } from './runtime';

/**
 * Outputs that are no numbers (text, complex numbers) are left out; truth values become 0 and 1. On WebGPU reading is
 * asynchronous; elsewhere `dataSync` avoids TF.js's polling timer, and blocks nobody here.
 *
 * @param outputs are disposed.
 * @throws EngineError `output-invalid` when none of them is numeric.
 */
export async function readOutputs(
  model: Model,
  outputs: tf.Tensor[],
  names: readonly string[],
): Promise<readonly OutputTensor[]> {
  const asynchronous = tf.getBackend() === 'webgpu';
  try {
    const named = outputs.map((output, index) => ({ output, name: names[index] ?? '' }));
    const numeric = named.filter(({ output }) => isNumeric(output));
    if (numeric.length === 0) throw noNumbers(model, outputs);
    const data = asynchronous
      ? await Promise.all(numeric.map(({ output }) => output.data()))
      : numeric.map(({ output }) => output.dataSync());
    return numeric.map(({ output, name }, index) => ({
      name,
      data: numbersOf(data[index] as TensorData | Uint8Array), // as many as outputs; numeric or bool
      shape: output.shape,
    }));
  } finally {
    tf.dispose(outputs);
  }
}

/** Names of the outputs that `readOutputs` leaves out. */
export const leftOut = (outputs: readonly tf.Tensor[], names: readonly string[]): readonly string[] =>
  names.filter((_, index) => {
    const output = outputs[index];
    return output !== undefined && !isNumeric(output);
  });

const isNumeric = ({ dtype }: tf.Tensor): boolean =>
  dtype === 'float32' || dtype === 'int32' || dtype === 'bool';

/** TensorFlow.js keeps truth values as bytes. */
const numbersOf = (data: TensorData | Uint8Array): TensorData =>
  data instanceof Uint8Array ? Int32Array.from(data) : data;

function noNumbers(model: Model, outputs: readonly tf.Tensor[]): EngineError {
  const found = [...new Set(outputs.map(({ dtype }) => dtype))].join(', ') || 'nothing';
  return new EngineError(
    'output-invalid',
    `${model.name} returns ${found} only: the playground shows numbers and truth values.`,
  );
}
