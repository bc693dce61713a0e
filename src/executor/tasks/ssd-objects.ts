/**
 * What the detectors of TensorFlow's Object Detection API say once their control flow is cut off: a score per box and
 * class, and boxes. Suppression is done here, class by class, as the cut graphs did it. It knows no class names.
 */
import type { DetectedObject } from '../../domain/result';
import type { OutputTensor, TensorData } from '../runtime';
import { invalid, outputOf } from './outputs';
import { boxToFrame } from './region';
import { keepBest } from './suppression';
import type { DecodeContext } from './task';
import type { Candidate } from './weighted-suppression';

export interface Detector {
  /** By column of the scores; null where a class was never trained. */
  readonly labels: readonly (string | null)[];
  readonly minScore: number;
  /** Intersection over union above which two boxes of a class are one object. */
  readonly maxOverlap: number;
  readonly maxObjects: number;
}

/**
 * @param outputs `[1, boxes, labels]` scores 0..1, `[1, boxes, 1, 4]` y, x of the top left and y, x of the bottom right
 *   corner in fractions of the input. The number of boxes goes with the size of the input.
 * @returns best first.
 */
export function objectsOf(
  outputs: readonly OutputTensor[],
  { labels, minScore, maxOverlap, maxObjects }: Detector,
  { model, region }: DecodeContext,
): readonly DetectedObject[] {
  const boxCount = outputs.find(({ shape }) => shape.length === 3)?.shape[1];
  if (boxCount === undefined) throw invalid(model, 'returned no scores');
  const scores = outputOf(outputs, [1, boxCount, labels.length], model);
  const boxes = outputOf(outputs, [1, boxCount, 1, 4], model);
  const byLabel = candidatesByLabel(scores, boxes, labels, minScore);
  return [...byLabel]
    .flatMap(([label, candidates]) =>
      keepBest(candidates, maxOverlap).map(({ score, values }) => ({ label, score, values })),
    )
    .sort((a, b) => b.score - a.score)
    .slice(0, maxObjects)
    .map(({ label, score, values }) => ({ label, score, box: boxToFrame(region, values) }));
}

function candidatesByLabel(
  scores: TensorData,
  boxes: TensorData,
  labels: Detector['labels'],
  minScore: number,
): ReadonlyMap<string, readonly Candidate[]> {
  const byLabel = new Map<string, Candidate[]>();
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] as number; // index < length
    if (score < minScore) continue;
    const label = labels[index % labels.length] ?? null;
    if (label === null) continue;
    const box = Math.floor(index / labels.length);
    const candidate = { score, values: centred(boxes.subarray(4 * box, 4 * box + 4)) };
    byLabel.set(label, [...(byLabel.get(label) ?? []), candidate]);
  }
  return byLabel;
}

/** From corners, y first, to centre x, centre y, width, height. */
function centred([top = 0, left = 0, bottom = 0, right = 0]: TensorData): readonly number[] {
  return [(left + right) / 2, (top + bottom) / 2, right - left, bottom - top];
}
