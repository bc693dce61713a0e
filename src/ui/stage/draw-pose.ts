/** Draws a body: bones between joints that the model is sure enough of, and the joints. */
import type { NamedPoint } from '../../domain/result';
import { dot, type Pen, strokeWithHalo, toX, toY } from './pen';
import { BONES } from './skeleton';

/** As in TensorFlow's MoveNet demo. */
export const MIN_JOINT_SCORE = 0.3;

const BONE_PX = 2.5;
const JOINT_PX = 3.5;

export function drawPose(pen: Pen, keypoints: readonly NamedPoint[]): void {
  const { context, frame } = pen;
  const joint = (name: string) =>
    keypoints.find((point) => point.name === name && point.score >= MIN_JOINT_SCORE);
  context.beginPath();
  for (const [from, to] of BONES) {
    const start = joint(from);
    const end = joint(to);
    if (start === undefined || end === undefined) continue;
    context.moveTo(toX(frame, start.x), toY(frame, start.y));
    context.lineTo(toX(frame, end.x), toY(frame, end.y));
  }
  strokeWithHalo(pen, BONE_PX);
  context.beginPath();
  for (const { x, y, score } of keypoints) if (score >= MIN_JOINT_SCORE) dot(pen, x, y, JOINT_PX);
  strokeWithHalo(pen, 1);
  context.fillStyle = pen.colour;
  context.fill();
}
