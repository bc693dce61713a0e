/**
 * Emotion: how much a face looks like each of seven expressions. Owns the order of the classes; must not know who found
 * the face. The network has no class for "this is no face": give it one.
 */
import type { Result } from '../../domain/result';
import type { OutputTensor } from '../runtime';
import { assertShares, outputOf } from './outputs';
import { toInput } from './pixels';
import type { DecodeContext, Task } from './task';

/** Order of FER-2013, which the network was trained on (oarriaga/face_classification). */
const EXPRESSIONS = ['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral'] as const;

export const faceEmotion: Task = { preprocess: toInput, decode };

/**
 * @param outputs `[1, 7]`, a softmax: 0..1, sum 1.
 * @returns all seven classes, best first.
 */
function decode(outputs: readonly OutputTensor[], { region, regionFound, model }: DecodeContext): Result {
  const scores = outputOf(outputs, [1, EXPRESSIONS.length], model);
  assertShares(scores, model);
  if (!regionFound) return { kind: 'nothing', reason: 'no face in this frame' };
  const classes = EXPRESSIONS.map((label, index) => ({ label, score: scores[index] as number })); // as many as labels
  return { kind: 'classes', region, classes: classes.sort((a, b) => b.score - a.score) };
}
