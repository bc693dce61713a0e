/**
 * MoveNet, single pose: 17 joints of the most prominent person. Owns the joints' names and when there is a body at all;
 * must not know how joints are drawn. The network always returns 17 joints, also of a coffee cup.
 */
import type { NamedPoint, Result } from '../../domain/result';
import type { OutputTensor } from '../runtime';
import { outputOf } from './outputs';
import { toInput } from './pixels';
import { toFrame } from './region';
import type { DecodeContext, Task } from './task';

/** COCO's order and names; left and right are the person's. */
const JOINTS = [
  'nose',
  'left eye',
  'right eye',
  'left ear',
  'right ear',
  'left shoulder',
  'right shoulder',
  'left elbow',
  'right elbow',
  'left wrist',
  'right wrist',
  'left hip',
  'right hip',
  'left knee',
  'right knee',
  'left ankle',
  'right ankle',
] as const;

/** A joint below is not drawn by TensorFlow's own MoveNet demo (`scoreThreshold` in pose-detection's live_video). */
const MIN_JOINT_SCORE = 0.3;

/**
 * A body has at least so many such joints, and their mean score is at least so high. Measured on 200 random 16:9 views
 * each: coffee.png never reaches both, chelsea.png (a cat) once, astronaut.png always where her whole face is in view.
 * The rule of tfjs-models (mean of the joints above 0.2 reaches 0.25) sees a body in 26 of the coffees and 47 of the cats.
 */
const MIN_JOINTS = 4;
const MIN_SCORE = 0.4;

export const bodyPose: Task = { preprocess: toInput, decode };

/**
 * @param outputs `[1, 1, 17, 3]` y, x in fractions of the input, score 0..1.
 * @returns all 17 joints with their scores, those out of sight too (low score); `score` is the mean over the joints
 *   that count.
 */
function decode(outputs: readonly OutputTensor[], { region, model }: DecodeContext): Result {
  const values = outputOf(outputs, [1, 1, JOINTS.length, 3], model);
  const keypoints: readonly NamedPoint[] = JOINTS.map((name, joint) => {
    const [y = 0, x = 0, score = 0] = values.subarray(3 * joint, 3 * joint + 3);
    return { name, score, ...toFrame(region, x, y) };
  });
  const scores = keypoints.map((joint) => joint.score).filter((one) => one >= MIN_JOINT_SCORE);
  const score = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  if (scores.length < MIN_JOINTS || score < MIN_SCORE) return { kind: 'nothing', reason: 'no body' };
  return { kind: 'pose', score, keypoints };
}
