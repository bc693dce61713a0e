/**
 * BlazeFace, back-camera variant: faces with a box and six points each. Owns the anchors and the thresholds; must not
 * know how frames are cropped. After MediaPipe's `face_detection_back` graph.
 */
import type { DetectedFace } from '../../domain/result';
import type { OutputTensor } from '../runtime';
import { logit, sigmoid } from './logistic';
import { outputOf } from './outputs';
import { imageInputOf, toInput } from './pixels';
import { boxToFrame, pointsToFrame } from './region';
import { type AnchorGrid, anchorCount, placeAnchor } from './ssd-anchors';
import type { DecodeContext, Task } from './task';
import { type Candidate, suppress } from './weighted-suppression';

/**
 * The network looks at two grids and has several anchors per cell, all at the cell's centre: cells of 16 px with 2
 * anchors and cells of 32 px with 6 (MediaPipe: strides 16, 32, 32, 32 of 256 px).
 */
const GRIDS: readonly AnchorGrid[] = [
  { cells: 16, perCell: 2 },
  { cells: 8, perCell: 6 },
];

/** Numbers per anchor, px from the anchor: centre x, centre y; px: width, height; then x, y of six points. */
const VALUES = 16;

/**
 * MediaPipe uses 0.65 for this variant and 0.75 for the front camera's; the stricter one, because a demo draws its
 * mistakes. Measured on 200 random 16:9 views each: coffee.png reaches 0.65 in 11 and 0.75 in none, astronaut.png 0.75
 * in all that show her whole face. The cat is beyond repair: 0.81 in all of chelsea.png, 0.75 in 24 of the views.
 */
const MIN_SCORE = 0.75;
/** So that 896 sigmoids need not be computed. */
const MIN_LOGIT = logit(MIN_SCORE);

/** Intersection over union above which two boxes are one face: `min_suppression_threshold` of MediaPipe. */
const MAX_OVERLAP = 0.3;

export const faceDetection: Task = { preprocess: toInput, decode };

/**
 * @param outputs `[1, 512, 1]` and `[1, 384, 1]` scores (logits), `[1, 512, 16]` and `[1, 384, 16]` boxes.
 * @returns faces, best first, or `nothing`.
 */
function decode(outputs: readonly OutputTensor[], context: DecodeContext) {
  const candidates = GRIDS.flatMap((grid) => candidatesOf(grid, outputs, context));
  const faces = suppress(candidates, MAX_OVERLAP).map((candidate) => toFace(candidate, context));
  return faces.length === 0
    ? ({ kind: 'nothing', reason: 'no face' } as const)
    : ({ kind: 'faces', faces } as const);
}

/** @returns values in fractions of the input. */
function candidatesOf(
  grid: AnchorGrid,
  outputs: readonly OutputTensor[],
  { model }: DecodeContext,
): readonly Candidate[] {
  const anchors = anchorCount(grid);
  const logits = outputOf(outputs, [1, anchors, 1], model);
  const boxes = outputOf(outputs, [1, anchors, VALUES], model);
  const [, height, width] = imageInputOf(model).shape;
  const candidates: Candidate[] = [];
  for (let anchor = 0; anchor < anchors; anchor++) {
    const value = logits[anchor] as number; // anchor < length, which is checked
    if (value < MIN_LOGIT) continue;
    const raw = boxes.subarray(anchor * VALUES, (anchor + 1) * VALUES);
    candidates.push(placeAnchor(grid, { anchor, score: sigmoid(value), raw }, width, height));
  }
  return candidates;
}

function toFace({ score, values }: Candidate, { region }: DecodeContext): DetectedFace {
  return { box: boxToFrame(region, values), score, keypoints: pointsToFrame(region, values.slice(4)) };
}
