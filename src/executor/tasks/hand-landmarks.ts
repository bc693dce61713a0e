/**
 * MediaPipe's hand landmarks: 21 points on the one hand that its input shows, and which hand it is. Owns where they lie
 * in the frame; must not know who found the hand. The crop is upright, MediaPipe turns it along the palm first.
 */
import type { Result } from '../../domain/result';
import type { OutputTensor } from '../runtime';
import { outputOf } from './outputs';
import { imageInputOf, toInput } from './pixels';
import type { DecodeContext, Task } from './task';

const POINTS = 21;

/** Two outputs are of shape [1, 63], two of [1, 1]: these are their names in the published graph. */
const LANDMARKS = 'Identity';
const PRESENCE = 'Identity_1';
const HANDEDNESS = 'Identity_2';

/** `hand_landmark_cpu` of MediaPipe: presence below is no hand. */
const MIN_PRESENCE = 0.5;

export const handLandmarks: Task = { preprocess: toInput, decode };

/**
 * @param outputs `[1, 63]` x, y, z of each point in px of the input, `[1, 1]` presence and `[1, 1]` handedness, 0..1;
 *   the points in metres are not read.
 */
function decode(outputs: readonly OutputTensor[], { region, regionFound, model }: DecodeContext): Result {
  const values = outputOf(outputs, [1, POINTS * 3], model, LANDMARKS);
  const [score = 0] = outputOf(outputs, [1, 1], model, PRESENCE);
  const [right = 0] = outputOf(outputs, [1, 1], model, HANDEDNESS);
  if (!regionFound) return { kind: 'nothing', reason: 'no hand in this frame' };
  if (score < MIN_PRESENCE) return { kind: 'nothing', reason: 'no hand' };
  const [, height, width] = imageInputOf(model).shape;
  const points = new Float32Array(POINTS * 2);
  for (let point = 0; point < POINTS; point++) {
    // 3 * point + 1 < length, which is checked
    points[2 * point] = region.x + (region.width * (values[3 * point] as number)) / width;
    points[2 * point + 1] = region.y + (region.height * (values[3 * point + 1] as number)) / height;
  }
  const handedness =
    right >= 0.5 ? { label: 'right hand', score: right } : { label: 'left hand', score: 1 - right };
  return { kind: 'hand-landmarks', score, handedness, points };
}
