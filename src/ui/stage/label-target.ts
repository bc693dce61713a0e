/** Which part of the picture a result speaks of, and where beside it its label should stand. Pure. */
import type { Box, Result } from '../../domain/result';
import { MIN_JOINT_SCORE } from './draw-pose';
import { toX, toY } from './pen';

export interface LabelTarget {
  /** In CSS pixels of the canvas. */
  readonly target: Box;
  readonly side: 'above' | 'below' | 'right' | 'inside';
}

/** Null for a result that points at nothing. @param frame the frame on the canvas. */
export function targetOf(result: Result, frame: Box): LabelTarget | null {
  switch (result.kind) {
    case 'faces': {
      const box = result.faces[0]?.box;
      return box === undefined ? null : { target: scaled(box, frame), side: 'above' };
    }
    case 'landmarks':
      return { target: scaled(extent(result.points), frame), side: 'right' };
    case 'pose': {
      const sure = result.keypoints.filter((point) => point.score >= MIN_JOINT_SCORE);
      const places = Float32Array.from(sure.flatMap(({ x, y }) => [x, y]));
      return sure.length === 0 ? null : { target: scaled(extent(places), frame), side: 'right' };
    }
    case 'classes':
      return { target: scaled(result.region, frame), side: 'below' };
    case 'mask':
      return { target: frame, side: 'inside' };
    default:
      return null;
  }
}

const scaled = (box: Box, frame: Box): Box => ({
  x: toX(frame, box.x),
  y: toY(frame, box.y),
  width: box.width * frame.width,
  height: box.height * frame.height,
});

function extent(points: Float32Array): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index + 1 < points.length; index += 2) {
    const x = points[index] ?? 0;
    const y = points[index + 1] ?? 0;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
