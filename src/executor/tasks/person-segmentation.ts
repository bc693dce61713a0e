/**
 * Selfie segmentation: how much each sample of the input belongs to a person. Owns what part of the mask lies in the
 * frame and when it shows anybody; must not know how masks are drawn.
 */
import type { Box, Result } from '../../domain/result';
import type { OutputTensor, TensorData } from '../runtime';
import { outputOf } from './outputs';
import { imageInputOf, toInput } from './pixels';
import { samplesInFrame } from './region';
import type { DecodeContext, Task } from './task';

/** Alpha, 0..255, from which a sample is marked at all, counts as person, and is decided: confidence 0.1, 0.5, 0.9. */
const MARKED = 26;
const PERSON = 128;
const DECIDED = 230;

/** Share of the frame. The network is made for people within 2 m (its model card): smaller specks are noise. */
const MIN_COVERAGE = 0.01;

/**
 * Share of the marked samples that must be decided; MediaPipe has no such rule. A person's mask is sharp, what the
 * network makes of other things is often mostly grey. Measured: astronaut.png 0.92, coffee.png 0.46. On 200 random 16:9
 * views each it keeps all masks with her whole face, and takes away 84 of 179 of the coffee and 90 of 146 of the cat,
 * which is all that a threshold can: in all of chelsea.png the network is sure (0.89).
 */
const MIN_DECIDED = 0.5;

export const personSegmentation: Task = { preprocess: toInput, decode };

/**
 * @param outputs `[1, height, width, 1]` as large as the input, 0..1.
 * @returns a mask that is 0 outside the frame: there the network saw padding.
 */
function decode(outputs: readonly OutputTensor[], { region, model }: DecodeContext): Result {
  const [, height, width] = imageInputOf(model).shape;
  const confidence = outputOf(outputs, [1, height, width, 1], model);
  const { alpha, inFrame, marked, person, decided } = maskOf(confidence, width, height, region);
  const coverageFraction = inFrame === 0 ? 0 : person / inFrame;
  if (coverageFraction < MIN_COVERAGE || decided < MIN_DECIDED * marked) {
    return { kind: 'nothing', reason: 'no person' };
  }
  return { kind: 'mask', width, height, alpha, region, coverageFraction };
}

/** Alpha and how many samples of the frame are what. */
function maskOf(confidence: TensorData, width: number, height: number, region: Box) {
  const bytes = new Uint8ClampedArray(confidence.length); // clamped: rounds and limits to 0..255 by itself
  const across = samplesInFrame(region.x, region.width, width);
  const down = samplesInFrame(region.y, region.height, height);
  let marked = 0;
  let person = 0;
  let decided = 0;
  for (let row = down.first; row < down.end; row++) {
    for (let index = row * width + across.first; index < row * width + across.end; index++) {
      bytes[index] = 255 * (confidence[index] as number); // index < width × height, the length that is checked
      const alpha = bytes[index] as number;
      if (alpha < MARKED) continue;
      marked++;
      if (alpha >= PERSON) person++;
      if (alpha >= DECIDED) decided++;
    }
  }
  const inFrame = (across.end - across.first) * (down.end - down.first);
  return { alpha: new Uint8Array(bytes.buffer), inFrame, marked, person, decided };
}
