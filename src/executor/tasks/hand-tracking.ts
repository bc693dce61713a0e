/**
 * Handtrack.js (SSD MobileNet v2 FPN-lite): hands by what they do, fingertips, and faces, which it was taught to tell
 * from hands. Owns its seven classes and the thresholds; must not know how boxes are drawn.
 */
import type { Result } from '../../domain/result';
import type { OutputTensor } from '../runtime';
import { toInput } from './pixels';
import { type Detector, objectsOf } from './ssd-objects';
import type { DecodeContext, Task } from './task';

const HANDTRACK: Detector = {
  /** `labelMap` of handtrackjs: open, closed, pinch, point, face, pointtip, pinchtip. */
  labels: ['open hand', 'closed hand', 'pinch', 'pointing hand', 'face', 'fingertip', 'pinch tip'],
  /** `scoreThreshold`, `iouThreshold` and `maxNumBoxes` of handtrackjs. */
  minScore: 0.6,
  maxOverlap: 0.2,
  maxObjects: 20,
};

export const handTracking: Task = { preprocess: toInput, decode };

function decode(outputs: readonly OutputTensor[], context: DecodeContext): Result {
  const objects = objectsOf(outputs, HANDTRACK, context);
  return objects.length === 0 ? { kind: 'nothing', reason: 'no hand' } : { kind: 'objects', objects };
}
