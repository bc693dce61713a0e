/**
 * Emotion: how much a face looks like each of seven expressions. Owns the order of the classes; must not know who found
 * the face. The network has no class for "this is no face": give it one.
 */
import { EngineError } from '../../domain/errors';
import type { Result } from '../../domain/result';
import type { OutputTensor } from '../runtime';
import { outputOf } from './outputs';
import { toInput } from './pixels';
import type { DecodeContext, Task } from './task';

/** Order of FER-2013, which the network was trained on (oarriaga/face_classification). */
const EXPRESSIONS = ['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral'] as const;

/** A softmax adds up to 1; float32 on any backend is far closer than this. A backend that computed nothing gives 0. */
const SUM_TOLERANCE = 0.01;

export const faceEmotion: Task = { preprocess: toInput, decode };

/**
 * @param outputs `[1, 7]`, a softmax: 0..1, sum 1.
 * @returns all seven classes, best first.
 */
function decode(outputs: readonly OutputTensor[], { region, regionFound, model }: DecodeContext): Result {
  const scores = outputOf(outputs, [1, EXPRESSIONS.length], model);
  const sum = Array.from(scores).reduce((total, score) => total + score, 0);
  if (Math.abs(sum - 1) > SUM_TOLERANCE) {
    throw new EngineError(
      'output-invalid',
      `${model.name} returned shares that add up to ${sum.toFixed(3)} instead of 1: the backend computed it wrongly; try another one.`,
    );
  }
  if (!regionFound) return { kind: 'nothing', reason: 'no face in this frame' };
  const classes = EXPRESSIONS.map((label, index) => ({ label, score: scores[index] as number })); // as many as labels
  return { kind: 'classes', region, classes: classes.sort((a, b) => b.score - a.score) };
}
