/**
 * Pre-processing of all tasks: canvas pixels to the numbers that the catalog says a network wants. It knows no task.
 * On the hot path of every new frame: one pass, no allocation when an array is given back, a table instead of arithmetic.
 */
import { assert } from '../../base/assert';
import type { CatalogModel, ImageInput } from '../../domain/model';
import type { TensorData } from '../runtime';
import type { TaskSource } from './task';

/** Share of red, green and blue in luma, ITU-R BT.601: what OpenCV used when the emotion network was trained. */
export const LUMA = [0.299, 0.587, 0.114] as const;

/**
 * The pixels as a catalog model wants them; see `toSamples`.
 *
 * @param reuse an array of an earlier call for this model. The caller knows that no inference reads it any more.
 */
export function toInput(source: TaskSource, model: CatalogModel, reuse?: TensorData): TensorData {
  return toSamples(pixelsOf(source), imageInputOf(model), reuse);
}

/**
 * Transparent samples count as black (`range[0]`), half transparent ones as laid over black.
 *
 * @param pixels RGBA 0..255, row-major, of the input's size; items of a batch one above the other.
 * @param reuse an array of an earlier call for this input, to be written anew.
 * @returns `[batch, height, width, channel]`, row-major, in the input's type and range.
 */
export function toSamples(pixels: Uint8ClampedArray, input: ImageInput, reuse?: TensorData): TensorData {
  const [batch, height, width, channels] = input.shape;
  assert(
    pixels.length === batch * height * width * 4,
    `${pixels.length} bytes are not ${width} × ${batch * height} RGBA pixels`,
  );
  const size = batch * height * width * channels;
  const samples = reuse ?? (input.dtype === 'int32' ? new Int32Array(size) : new Float32Array(size));
  assert(samples.length === size, `an array of ${samples.length} is not one of ${size}`);
  const levels = levelsOf(input);
  if (channels === 1) fillLuma(samples, pixels, levels);
  else fillColours(samples, pixels, levels);
  return samples;
}

/** The input of a model that takes pictures; another one reaching a vision task is a bug, the catalog's task says so. */
export function imageInputOf({ name, input }: CatalogModel): ImageInput {
  assert(input.kind === 'image', `${name} takes ${input.kind}, not pictures`);
  return input;
}

/** The pixels that came for a model that takes pictures. */
export function pixelsOf(source: TaskSource): Uint8ClampedArray {
  assert(source.kind === 'pixels', `${source.kind} came instead of pixels`);
  return source.pixels;
}

/** The network's value of each of the 256 values that a channel can take. */
export function levelsOf({ range, dtype }: Pick<ImageInput, 'range' | 'dtype'>): Float64Array {
  const [black, white] = range;
  return Float64Array.from({ length: 256 }, (_, value) => {
    const level = black + ((white - black) * value) / 255;
    return dtype === 'int32' ? Math.round(level) : level;
  });
}

// In both loops the indices stay below the lengths that `toInput` has compared, and a byte is below 256: so no
// element is undefined, which is all that the casts say.

function fillColours(samples: TensorData, pixels: Uint8ClampedArray, levels: Float64Array): void {
  for (let from = 0, to = 0; from < pixels.length; from += 4, to += 3) {
    const alpha = pixels[from + 3] as number;
    samples[to] = levels[overBlack(pixels[from] as number, alpha)] as number;
    samples[to + 1] = levels[overBlack(pixels[from + 1] as number, alpha)] as number;
    samples[to + 2] = levels[overBlack(pixels[from + 2] as number, alpha)] as number;
  }
}

function fillLuma(samples: TensorData, pixels: Uint8ClampedArray, levels: Float64Array): void {
  const [red, green, blue] = LUMA;
  const isWhole = samples instanceof Int32Array; // which would cut off what lies behind the point
  for (let from = 0, to = 0; from < pixels.length; from += 4, to += 1) {
    const alpha = pixels[from + 3] as number;
    const luma =
      red * (levels[overBlack(pixels[from] as number, alpha)] as number) +
      green * (levels[overBlack(pixels[from + 1] as number, alpha)] as number) +
      blue * (levels[overBlack(pixels[from + 2] as number, alpha)] as number);
    samples[to] = isWhole ? Math.round(luma) : luma;
  }
}

/** A channel's byte laid over black. */
function overBlack(value: number, alpha: number): number {
  return alpha === 255 ? value : Math.round((value * alpha) / 255);
}
