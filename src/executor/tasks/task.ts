/**
 * What an executor must know of a task: how pixels become the model's input, and how its outputs become a result.
 * Pure functions of numbers: they run in a worker, in Node under test and in the simulator alike.
 */
import type { CatalogModel } from '../../domain/model';
import type { Box, Result } from '../../domain/result';
import type { OutputTensor, TensorData } from '../runtime';

/** Where an output belongs. */
export interface DecodeContext {
  /** Where the model's input lay in the frame, in fractions of it; letterboxing reaches beyond 0..1. */
  readonly region: Box;
  /** The same for each item of the batch; `region` is the first. */
  readonly regions: readonly Box[];
  /** False when the model wants a region (a face) that this frame did not have. */
  readonly regionFound: boolean;
  readonly model: CatalogModel;
  /** What the model was given, before `preprocess`. */
  readonly source: TaskSource;
}

/** What came down the frame channel. */
export type TaskSource =
  /** RGBA, row-major, 0..255, of the model's input size (items of a batch one above the other). */
  | { readonly kind: 'pixels'; readonly pixels: Uint8ClampedArray }
  /** Mono samples −1..1; `startSeconds` on the sound's clock. */
  | { readonly kind: 'sound'; readonly samples: Float32Array; readonly startSeconds: number };

export interface Task {
  /** Items of the batch that `preprocess` mirrors; none when absent. All else that it does to pixels is `toInput`. */
  readonly mirrored?: readonly number[];
  /**
   * @param source pixels are transparent where a letterboxed input has no picture.
   * @param reuse an array of an earlier call for the same model, to be written anew; without it one is allocated.
   * @returns row-major, in the shape, type and range that the catalog says.
   */
  preprocess(source: TaskSource, model: CatalogModel, reuse?: TensorData): TensorData;
  /**
   * @param outputs as the network returns them; their order is not to be relied on, their shapes are.
   * @throws EngineError `output-invalid` when a number is not finite or a shape is unknown.
   */
  decode(outputs: readonly OutputTensor[], context: DecodeContext): Result;
}
