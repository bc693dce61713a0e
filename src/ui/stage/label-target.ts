/** Which parts of the picture a result speaks of, in which words, and where beside each its label should stand. Pure. */
import type { Box, Result } from '../../domain/result';
import { MIN_JOINT_SCORE } from './draw-pose';
import { onCanvas } from './pen';
import type { SegmentMiddles } from './segment-tint';
import { coverageWords, labelOf, scoreWords } from './what-it-sees';

export interface LabelTarget {
  /** In CSS pixels of the canvas. */
  readonly target: Box;
  readonly side: 'above' | 'below' | 'right' | 'inside' | 'on';
}

interface Pointer extends LabelTarget {
  readonly text: string;
}

/** More would hide the picture; the legend counts them all. */
const LABELS_PER_RESULT = 4;

/** @param frame the frame on the canvas. */
export function pointersOf(result: Result, frame: Box, middles: SegmentMiddles): readonly Pointer[] {
  if (result.kind === 'objects') {
    return result.objects.slice(0, LABELS_PER_RESULT).map(({ box, label, score }) => ({
      text: `${label} ${scoreWords(score)}`,
      target: onCanvas(frame, box),
      side: 'above',
    }));
  }
  if (result.kind === 'segments') return segmentPointers(result, frame, middles);
  const text = labelOf(result);
  const where = targetOf(result, frame);
  return text === null || where === null ? [] : [{ text, ...where }];
}

function segmentPointers(
  segments: Extract<Result, { kind: 'segments' }>,
  frame: Box,
  middles: SegmentMiddles,
): readonly Pointer[] {
  const { region } = segments;
  return segments.classes.slice(0, LABELS_PER_RESULT).flatMap(({ index, label, coverageFraction }) => {
    const middle = middles.of(segments).get(index);
    if (middle === undefined) return [];
    const x = region.x + middle.x * region.width;
    const y = region.y + middle.y * region.height;
    const target = onCanvas(frame, { x, y, width: 0, height: 0 });
    return [{ text: `${label} ${coverageWords(coverageFraction)}`, target, side: 'on' as const }];
  });
}

/** Where the one label of a result stands; null when it points at nothing. */
function targetOf(result: Result, frame: Box): LabelTarget | null {
  switch (result.kind) {
    case 'faces':
      return beside(result.faces[0]?.box, frame, 'above');
    case 'hands':
      return beside(result.hands[0]?.box, frame, 'above');
    case 'landmarks':
      return beside(extent(result.points), frame, 'right');
    case 'hand-landmarks':
      return beside(extent(result.points), frame, 'right');
    case 'eyes': {
      const places = result.eyes.flatMap(({ iris }) => iris.flatMap(({ x, y }) => [x, y]));
      return places.length === 0 ? null : beside(extent(Float32Array.from(places)), frame, 'right');
    }
    case 'pose': {
      const sure = result.keypoints.filter((point) => point.score >= MIN_JOINT_SCORE);
      const places = Float32Array.from(sure.flatMap(({ x, y }) => [x, y]));
      return sure.length === 0 ? null : beside(extent(places), frame, 'right');
    }
    case 'classes':
    case 'attributes':
      return beside(result.region, frame, 'below');
    case 'mask':
      return { target: frame, side: 'inside' };
    default:
      return null;
  }
}

const beside = (box: Box | undefined, frame: Box, side: LabelTarget['side']): LabelTarget | null =>
  box === undefined ? null : { target: onCanvas(frame, box), side };

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
