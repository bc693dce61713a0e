/**
 * MediaPipe's palm detector: hands with the box of the palm and seven points each. Owns the anchors and the thresholds;
 * must not know how frames are cropped. After MediaPipe's `palm_detection` graph.
 */
import type { DetectedHand } from '../../domain/result';
import type { OutputTensor } from '../runtime';
import { logit, sigmoid } from './logistic';
import { outputOf } from './outputs';
import { imageInputOf, toInput } from './pixels';
import { boxToFrame, pointsToFrame } from './region';
import { type AnchorGrid, anchorCount, placeAnchor } from './ssd-anchors';
import type { DecodeContext, Task } from './task';
import { type Candidate, suppress } from './weighted-suppression';

/** MediaPipe: strides 8, 16, 32, 32, 32 of 256 px, two anchors each; those of one stride share their cells. */
const GRIDS: readonly AnchorGrid[] = [
  { cells: 32, perCell: 2 },
  { cells: 16, perCell: 2 },
  { cells: 8, perCell: 6 },
];
const ANCHORS = GRIDS.reduce((sum, grid) => sum + anchorCount(grid), 0);

/** Numbers per anchor: logit, then centre x, y, width, height and x, y of seven points, all px. */
const VALUES = 19;

/**
 * MediaPipe takes 0.5 and lets its landmark network throw away what is no hand; a demo draws its mistakes. Measured on 40
 * random 16:9 views each, views that reach 0.5 / 0.99 / 0.995: astronaut.png 25 / 2 / 1, coffee.png 20 / 0 / 0,
 * chelsea.png (a cat) 30 / 1 / 0, hand.png 32 / 28 / 28, which is all that show more than a part of it. All of
 * chelsea.png reaches 0.992. The hand is drawn: a photographed one may score lower.
 */
const MIN_SCORE = 0.995;
const MIN_LOGIT = logit(MIN_SCORE);

/** `min_suppression_threshold` of MediaPipe. */
const MAX_OVERLAP = 0.3;

export const handDetection: Task = { preprocess: toInput, decode };

/**
 * @param outputs `[1, 2944, 19]`.
 * @returns hands, best first, or `nothing`.
 */
function decode(outputs: readonly OutputTensor[], context: DecodeContext) {
  const hands = suppress(candidatesOf(outputs, context), MAX_OVERLAP).map((one) => toHand(one, context));
  return hands.length === 0
    ? ({ kind: 'nothing', reason: 'no hand' } as const)
    : ({ kind: 'hands', hands } as const);
}

/** @returns values in fractions of the input. */
function candidatesOf(outputs: readonly OutputTensor[], { model }: DecodeContext): readonly Candidate[] {
  const values = outputOf(outputs, [1, ANCHORS, VALUES], model);
  const [, height, width] = imageInputOf(model).shape;
  const candidates: Candidate[] = [];
  let first = 0;
  for (const grid of GRIDS) {
    for (let anchor = 0; anchor < anchorCount(grid); anchor++) {
      const start = (first + anchor) * VALUES;
      const value = values[start] as number; // start < length, which is checked
      if (value < MIN_LOGIT) continue;
      const raw = values.subarray(start + 1, start + VALUES);
      candidates.push(placeAnchor(grid, { anchor, score: sigmoid(value), raw }, width, height));
    }
    first += anchorCount(grid);
  }
  return candidates;
}

function toHand({ score, values }: Candidate, { region }: DecodeContext): DetectedHand {
  return { box: boxToFrame(region, values), score, keypoints: pointsToFrame(region, values.slice(4)) };
}
