/**
 * HSE-FaceRes: age, gender and a description of one face. Owns how they are read off the outputs; must not know who found
 * the face. The network has no answer for "this is no face": give it one.
 */
import type { Result } from '../../domain/result';
import type { OutputTensor, TensorData } from '../runtime';
import { assertShares, invalid, outputOf } from './outputs';
import { toInput } from './pixels';
import type { DecodeContext, Task } from './task';

/** Index n is n years. */
const AGES = 100;
const EMBEDDING = 1024;

export const faceAttributes: Task = { preprocess: toInput, decode };

/** @param outputs `[1, 100]` a softmax over years, `[1, 1]` how male, 0..1, `[1, 1024]` the face's description. */
function decode(outputs: readonly OutputTensor[], { region, regionFound, model }: DecodeContext): Result {
  const ages = outputOf(outputs, [1, AGES], model);
  assertShares(ages, model);
  const [male = 0] = outputOf(outputs, [1, 1], model);
  const description = outputOf(outputs, [1, EMBEDDING], model);
  const length = Math.hypot(...description);
  if (length === 0) throw invalid(model, 'described a face by nothing but zeros');
  if (!regionFound) return { kind: 'nothing', reason: 'no face in this frame' };
  const gender = male > 0.5 ? { label: 'male', score: male } : { label: 'female', score: 1 - male };
  const embedding = Float32Array.from(description, (value) => value / length);
  return { kind: 'attributes', region, ageYears: ageOf(ages), gender, embedding };
}

/**
 * The likeliest year, moved towards the likelier of its neighbours by ten times the share of that: what the human
 * library (faceres.ts) makes of the same outputs. A share is rarely above 0.05, so it moves by half a year at most.
 */
function ageOf(shares: TensorData): number {
  const year = shares.indexOf(Math.max(...shares));
  const [before = 0, after = 0] = [shares[year - 1], shares[year + 1]];
  return before > after ? year - 10 * before : year + 10 * after;
}
