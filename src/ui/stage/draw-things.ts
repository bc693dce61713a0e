/** Draws what the other models see: boxes of things, palms, hands of 21 points, eyes. */
import type { DetectedHand, DetectedObject, EyeLandmarks, Point } from '../../domain/result';
import { dot, line, type Pen, strokeBoxes, strokeWithHalo, toX, toY } from './pen';
import { EYELIDS, FINGERS } from './skeleton';

const BOX_PX = 2;
const CORNER_PX = 3;
const KEYPOINT_PX = 2.25;
const JOINT_PX = 2.75;
const FINGER_PX = 2;
const LID_PX = 1.25;

export function drawObjects(pen: Pen, objects: readonly DetectedObject[]): void {
  strokeBoxes(
    pen,
    objects.map(({ box }) => box),
    CORNER_PX,
    BOX_PX,
  );
}

export function drawPalms(pen: Pen, hands: readonly DetectedHand[]): void {
  strokeBoxes(
    pen,
    hands.map(({ box }) => box),
    CORNER_PX,
    BOX_PX,
  );
  fillDots(
    pen,
    hands.flatMap(({ keypoints }) => keypoints),
    KEYPOINT_PX,
  );
}

/** @param points 21 x, y pairs. */
export function drawHand(pen: Pen, points: Float32Array): void {
  pen.context.beginPath();
  for (const finger of FINGERS) line(pen, finger, points);
  strokeWithHalo(pen, FINGER_PX);
  const joints = Array.from({ length: points.length / 2 }, (_, index) => ({
    x: points[2 * index] ?? 0,
    y: points[2 * index + 1] ?? 0,
  }));
  fillDots(pen, joints, JOINT_PX);
}

export function drawEyes(pen: Pen, eyes: readonly EyeLandmarks[]): void {
  const { context, frame } = pen;
  context.beginPath();
  for (const { contour } of eyes) line(pen, EYELIDS, contour);
  for (const { iris } of eyes) {
    const [centre, ...rim] = iris;
    if (centre === undefined) continue;
    const x = toX(frame, centre.x);
    const y = toY(frame, centre.y);
    const radii = rim.map((point) => Math.hypot(toX(frame, point.x) - x, toY(frame, point.y) - y));
    const radius = radii.reduce((sum, one) => sum + one, 0) / Math.max(1, radii.length);
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
  strokeWithHalo(pen, LID_PX);
}

function fillDots(pen: Pen, points: readonly Point[], radius: number): void {
  const { context } = pen;
  context.beginPath();
  for (const { x, y } of points) dot(pen, x, y, radius);
  strokeWithHalo(pen, 0.5);
  context.fillStyle = pen.colour;
  context.fill();
}
