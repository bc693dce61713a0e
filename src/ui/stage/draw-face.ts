/** Draws what face models see: boxes with six points, a mesh of 468 points, the part of a face that was classified. */
import type { Box, DetectedFace } from '../../domain/result';
import { FACE_CONTOURS } from './face-contours';
import { dot, line, onCanvas, type Pen, strokeBoxes, strokeWithHalo, toX, toY } from './pen';

const BOX_PX = 2;
const CORNER_PX = 4;
const KEYPOINT_PX = 2.25;
const MESH_POINT_PX = 1.5;
const CONTOUR_PX = 1.25;
/** Length of a bracket's arm over the side. */
const BRACKET = 0.16;

export function drawFaces(pen: Pen, faces: readonly DetectedFace[]): void {
  const { context } = pen;
  strokeBoxes(
    pen,
    faces.map(({ box }) => box),
    CORNER_PX,
    BOX_PX,
  );
  context.beginPath();
  for (const { keypoints } of faces) for (const { x, y } of keypoints) dot(pen, x, y, KEYPOINT_PX);
  strokeWithHalo(pen, 0.5);
  context.fillStyle = pen.colour;
  context.fill();
}

export function drawMesh(pen: Pen, points: Float32Array): void {
  const { context, frame } = pen;
  context.beginPath();
  for (let index = 0; index + 1 < points.length; index += 2) {
    const x = toX(frame, points[index] ?? 0) - MESH_POINT_PX / 2;
    const y = toY(frame, points[index + 1] ?? 0) - MESH_POINT_PX / 2;
    context.rect(x, y, MESH_POINT_PX, MESH_POINT_PX);
  }
  context.fillStyle = pen.colour;
  context.fill();
  context.beginPath();
  for (const contour of FACE_CONTOURS) line(pen, contour, points);
  strokeWithHalo(pen, CONTOUR_PX);
}

/** Corners of the region: lighter than a box, because nothing was found there, only looked at. */
export function drawBrackets(pen: Pen, region: Box): void {
  const { context } = pen;
  const { x, y, width, height } = onCanvas(pen.frame, region);
  const arm = BRACKET * Math.min(width, height);
  context.beginPath();
  for (const [cornerX, cornerY, right, down] of [
    [x, y, 1, 1],
    [x + width, y, -1, 1],
    [x + width, y + height, -1, -1],
    [x, y + height, 1, -1],
  ] as const) {
    context.moveTo(cornerX + right * arm, cornerY);
    context.lineTo(cornerX, cornerY);
    context.lineTo(cornerX, cornerY + down * arm);
  }
  strokeWithHalo(pen, BOX_PX);
}
