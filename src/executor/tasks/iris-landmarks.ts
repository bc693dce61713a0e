/**
 * MediaPipe's iris network: eyelids, brow and iris of both eyes, each in its own square. Owns the order of the points and
 * which eye is mirrored; must not know who found the eyes.
 */
import { assert } from '../../base/assert';
import type { Box, EyeLandmarks, Result } from '../../domain/result';
import type { OutputTensor, TensorData } from '../runtime';
import { outputOf } from './outputs';
import { imageInputOf, pixelsOf, toInput } from './pixels';
import { pointsToFrame } from './region';
import type { DecodeContext, Task, TaskSource } from './task';

/** Items of the batch. */
const SIDES = ['right', 'left'] as const;
/** The network knows one eye; the other is shown to it in a mirror. */
const MIRRORED = 'left';

const CONTOUR = 71;
const IRIS = 5;
/** x, y, z of each point. */
const VALUES = 3 * (CONTOUR + IRIS);

export const irisLandmarks: Task = {
  mirrored: [SIDES.indexOf(MIRRORED)],
  preprocess(source, model, reuse) {
    const [batch, height, width] = imageInputOf(model).shape;
    assert(batch === SIDES.length, `${model.name} takes ${batch} eyes`);
    const pixels = mirrorItem(pixelsOf(source), SIDES.indexOf(MIRRORED), width, height);
    return toInput({ kind: 'pixels', pixels } satisfies TaskSource, model, reuse);
  },
  decode,
};

/** @param outputs `[2, 1, 1, 228]` x, y, z of 71 points of the lids and brow, then 5 of the iris, px of the input. */
function decode(outputs: readonly OutputTensor[], { regions, regionFound, model }: DecodeContext): Result {
  const [batch, height, width] = imageInputOf(model).shape;
  const values = outputOf(outputs, [batch, 1, 1, VALUES], model);
  if (!regionFound) return { kind: 'nothing', reason: 'no face in this frame' };
  const eyes = SIDES.map((side, item) => {
    const region = regions[item];
    assert(region !== undefined, `${regions.length} regions came for ${batch} eyes`);
    return eyeOf(values.subarray(item * VALUES, (item + 1) * VALUES), side, region, { width, height });
  });
  return { kind: 'eyes', eyes };
}

function eyeOf(
  values: TensorData,
  side: EyeLandmarks['side'],
  region: Box,
  { width, height }: { readonly width: number; readonly height: number },
): EyeLandmarks {
  const fractions = Array.from({ length: 2 * (CONTOUR + IRIS) }, (_, index) => {
    const value = values[3 * (index >> 1) + (index % 2)] as number; // x or y of a point: below 228, which is checked
    if (index % 2 === 1) return value / height;
    return side === MIRRORED ? 1 - value / width : value / width;
  });
  const points = pointsToFrame(region, fractions);
  const contour = Float32Array.from(points.slice(0, CONTOUR).flatMap(({ x, y }) => [x, y]));
  return { side, contour, iris: points.slice(CONTOUR) };
}

/** A copy with one item of the batch mirrored. */
function mirrorItem(
  pixels: Uint8ClampedArray,
  item: number,
  width: number,
  height: number,
): Uint8ClampedArray {
  const mirrored = new Uint32Array(pixels.slice().buffer);
  for (let row = item * height; row < (item + 1) * height; row++) {
    mirrored.subarray(row * width, (row + 1) * width).reverse();
  }
  return new Uint8ClampedArray(mirrored.buffer);
}
