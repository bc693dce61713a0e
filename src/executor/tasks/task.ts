/**
 * What an executor must know of a task: how pixels become the model's input, and how its outputs become a result.
 * Pure functions of numbers: they run in a worker, in Node under test and in the simulator alike.
 */
import type { Model } from '../../domain/model';
import type { Box, Result } from '../../domain/result';
import type { OutputTensor, TensorData } from '../runtime';

/** Where an output belongs. */
export interface DecodeContext {
  /** Where the model's input lay in the frame, in fractions of it; letterboxing reaches beyond 0..1. */
  readonly region: Box;
  /** False when the model wants a region (a face) that this frame did not have. */
  readonly regionFound: boolean;
  readonly model: Model;
}

export interface Task {
  /**
   * @param pixels RGBA, row-major, 0..255, of the model's input size; transparent where a letterboxed input has no picture.
   * @param reuse an array of an earlier call for the same model, to be written anew; without it one is allocated.
   * @returns row-major `[height, width, channel]` in the type and range that the catalog says.
   */
  preprocess(pixels: Uint8ClampedArray, model: Model, reuse?: TensorData): TensorData;
  /**
   * @param outputs as the network returns them; their order is not to be relied on, their shapes are.
   * @throws EngineError `output-invalid` when a number is not finite or a shape is unknown.
   */
  decode(outputs: readonly OutputTensor[], context: DecodeContext): Result;
}
