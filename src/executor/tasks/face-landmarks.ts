/**
 * FaceMesh: 468 points on the one face that its input shows. Owns where they lie in the frame; must not know who found
 * the face. After MediaPipe's face landmark graph; the crop is upright, MediaPipe turns it along the eyes first.
 */
import type { Result } from '../../domain/result';
import type { OutputTensor } from '../runtime';
import { outputOf } from './outputs';
import { imageInputOf, toInput } from './pixels';
import type { DecodeContext, Task } from './task';

const POINTS = 468;

/**
 * `FACE_PRESENCE_SCORE` of tfjs-models' face-landmarks-detection. Measured: 1.000 on the face of astronaut.png, below
 * 0.003 on the boxes that BlazeFace scores highest in coffee.png and chelsea.png. On squares placed at random in these
 * two it is reached by 3 of 200 and by none: it backs the detector up and cannot replace it.
 */
const MIN_PRESENCE = 0.5;

export const faceLandmarks: Task = { preprocess: toInput, decode };

/**
 * @param outputs `[1, 1404]` x, y, z of each point in px of the input, `[1, 1]` presence 0..1; the contours,
 *   `[1, 266]`, repeat some of the points and are not read.
 */
function decode(outputs: readonly OutputTensor[], { region, regionFound, model }: DecodeContext): Result {
  const mesh = outputOf(outputs, [1, POINTS * 3], model);
  const [score = 0] = outputOf(outputs, [1, 1], model);
  if (!regionFound) return { kind: 'nothing', reason: 'no face in this frame' };
  if (score < MIN_PRESENCE) return { kind: 'nothing', reason: 'no face' };
  const [, height, width] = imageInputOf(model).shape;
  const points = new Float32Array(POINTS * 2);
  for (let point = 0; point < POINTS; point++) {
    // 3 * point + 1 < length, which is checked
    points[2 * point] = region.x + (region.width * (mesh[3 * point] as number)) / width;
    points[2 * point + 1] = region.y + (region.height * (mesh[3 * point + 1] as number)) / height;
  }
  return { kind: 'landmarks', score, points };
}
