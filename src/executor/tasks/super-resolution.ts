/**
 * ESRGAN: a part of the frame at a multiple of its resolution. Owns the way back from numbers to pixels; must not know
 * how the two are compared.
 */
import type { Result } from '../../domain/result';
import type { OutputTensor, TensorData } from '../runtime';
import { invalid, outputOf } from './outputs';
import { imageInputOf, pixelsOf, toInput } from './pixels';
import type { DecodeContext, Task } from './task';

export const superResolution: Task = { preprocess: toInput, decode };

/** @param outputs `[1, factor × height, factor × width, 3]` in the range of the input; it may overshoot it. */
function decode(outputs: readonly OutputTensor[], { region, model, source }: DecodeContext): Result {
  const { shape, range } = imageInputOf(model);
  const [, inputHeight, inputWidth] = shape;
  const [, , width = 0] = outputs[0]?.shape ?? [];
  const factor = width / inputWidth;
  if (!Number.isInteger(factor) || factor < 1)
    throw invalid(model, `enlarged ${inputWidth} px to ${width} px`);
  const height = factor * inputHeight;
  const after = toPixels(outputOf(outputs, [1, height, width, 3], model), range);
  return { kind: 'upscaled', region, factor, width, height, after, before: pixelsOf(source) };
}

/** RGBA, opaque; the array of bytes clamps and rounds by itself. */
function toPixels(values: TensorData, [black, white]: readonly [number, number]): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray((values.length / 3) * 4).fill(255);
  const scale = 255 / (white - black);
  for (let from = 0, to = 0; from < values.length; from += 3, to += 4) {
    // from + 2 < length: the shape ends with 3
    pixels[to] = ((values[from] as number) - black) * scale;
    pixels[to + 1] = ((values[from + 1] as number) - black) * scale;
    pixels[to + 2] = ((values[from + 2] as number) - black) * scale;
  }
  return pixels;
}
