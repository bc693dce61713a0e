/**
 * BlazePose: 33 joints of one person in the picture, and the same body in metres. Owns the joints' names and when there
 * is a body at all; must not know how joints are drawn. After MediaPipe's `pose_landmark` graph, which sees a crop around
 * the person; here it sees what the catalog's region says.
 */
import type { NamedPoint, Result, WorldPoint } from '../../domain/result';
import type { OutputTensor } from '../runtime';
import { sigmoid } from './logistic';
import { outputOf } from './outputs';
import { imageInputOf, toInput } from './pixels';
import { toFrame } from './region';
import type { DecodeContext, Task } from './task';

/** MediaPipe's order; names as MoveNet's joints have them where both know a joint. Left and right are the person's. */
const JOINTS = [
  'nose',
  'left eye, inner corner',
  'left eye',
  'left eye, outer corner',
  'right eye, inner corner',
  'right eye',
  'right eye, outer corner',
  'left ear',
  'right ear',
  'left corner of the mouth',
  'right corner of the mouth',
  'left shoulder',
  'right shoulder',
  'left elbow',
  'right elbow',
  'left wrist',
  'right wrist',
  'left little finger',
  'right little finger',
  'left index finger',
  'right index finger',
  'left thumb',
  'right thumb',
  'left hip',
  'right hip',
  'left knee',
  'right knee',
  'left ankle',
  'right ankle',
  'left heel',
  'right heel',
  'left foot',
  'right foot',
] as const;

/** The network returns six more points, which steer MediaPipe's next crop. */
const POINTS = 39;
/** x, y, z in px of the input, then visibility and presence as logits. */
const VALUES = 5;

/**
 * MediaPipe takes 0.5 and shows the network only what its pose detector found. Measured on 60 random 16:9 views each, views
 * that reach 0.5 / 0.8: astronaut.png 28 / 20, coffee.png 8 / 5, chelsea.png (a cat) 17 / 9. All of astronaut.png reaches
 * 0.9999, of the other two nothing.
 */
const MIN_PRESENCE = 0.8;

export const bodyPose3d: Task = { preprocess: toInput, decode };

/**
 * @param outputs `[1, 195]` joints, `[1, 117]` metres, `[1, 1]` whether there is a body, 0..1; heat map and mask are not
 *   read.
 */
function decode(outputs: readonly OutputTensor[], { region, model }: DecodeContext): Result {
  const values = outputOf(outputs, [1, POINTS * VALUES], model);
  const metres = outputOf(outputs, [1, POINTS * 3], model);
  const [score = 0] = outputOf(outputs, [1, 1], model);
  if (score < MIN_PRESENCE) return { kind: 'nothing', reason: 'no body' };
  const [, height, width] = imageInputOf(model).shape;
  const keypoints: readonly NamedPoint[] = JOINTS.map((name, joint) => {
    const [x = 0, y = 0, , visibility = 0] = values.subarray(VALUES * joint, VALUES * (joint + 1));
    return { name, score: sigmoid(visibility), ...toFrame(region, x / width, y / height) };
  });
  const world: readonly WorldPoint[] = keypoints.map((joint, index) => {
    const [x = 0, y = 0, z = 0] = metres.subarray(3 * index, 3 * index + 3);
    return { name: joint.name, score: joint.score, x, y, z };
  });
  return { kind: 'pose', score, keypoints, world };
}
