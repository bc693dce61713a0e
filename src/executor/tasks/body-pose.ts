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
 * A body has so many such joints. Measured on 60 random crops each: coffee.png and chelsea.png (a cat) at most 2,
 * astronaut.png at least 5 where her whole face is in the picture. The rule of tfjs-models (mean of the joints above
 * 0.2 reaches 0.25) sees a body in 8 of the 60 coffees and in 8 of the 60 cats.
 */
const MIN_JOINTS = 4;

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
  const scores = keypoints.map(({ score }) => score).filter((score) => score >= MIN_JOINT_SCORE);
  if (scores.length < MIN_JOINTS) return { kind: 'nothing', reason: 'no body' };
  return { kind: 'pose', score: scores.reduce((sum, score) => sum + score, 0) / scores.length, keypoints };
}
