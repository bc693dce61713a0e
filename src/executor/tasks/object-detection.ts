/**
 * COCO-SSD (MobileNet v2 lite): things of eighty classes, each with a box. Owns the thresholds; must not know how boxes
 * are drawn.
 */
import type { Result } from '../../domain/result';
import type { OutputTensor } from '../runtime';
import { COCO_LABELS } from './coco-labels';
import { toInput } from './pixels';
import { type Detector, objectsOf } from './ssd-objects';
import type { DecodeContext, Task } from './task';

/** `minScore`, IoU and `maxNumBoxes` of tfjs-models' coco-ssd: the graph's own end would keep 1e-8 and above. */
const COCO_SSD: Detector = { labels: COCO_LABELS, minScore: 0.5, maxOverlap: 0.5, maxObjects: 20 };

export const objectDetection: Task = { preprocess: toInput, decode };

function decode(outputs: readonly OutputTensor[], context: DecodeContext): Result {
  const objects = objectsOf(outputs, COCO_SSD, context);
  return objects.length === 0 ? { kind: 'nothing', reason: 'no object' } : { kind: 'objects', objects };
}
