/**
 * DeepLab v3: which of twenty-one classes each sample of the input belongs to. Owns the names of the classes and what part
 * of the map lies in the frame; must not know how maps are drawn.
 */
import type { Box, Result } from '../../domain/result';
import type { OutputTensor, TensorData } from '../runtime';
import { invalid, outputOf } from './outputs';
import { toInput } from './pixels';
import { samplesInFrame } from './region';
import type { DecodeContext, Task } from './task';

/** Pascal VOC 2012; 0 is background. */
const LABELS = [
  'background',
  'aeroplane',
  'bicycle',
  'bird',
  'boat',
  'bottle',
  'bus',
  'car',
  'cat',
  'chair',
  'cow',
  'dining table',
  'dog',
  'horse',
  'motorbike',
  'person',
  'potted plant',
  'sheep',
  'sofa',
  'train',
  'tv monitor',
] as const;

/** Share of the frame: smaller specks are noise. */
const MIN_COVERAGE = 0.01;

export const semanticSegmentation: Task = { preprocess: toInput, decode };

/**
 * @param outputs `[1, height, width]` class indices; the network chooses the size.
 * @returns a map that is background outside the frame: there the network saw padding.
 */
function decode(outputs: readonly OutputTensor[], { region, model }: DecodeContext): Result {
  const [, height = 0, width = 0] = outputs[0]?.shape ?? [];
  const indices = outputOf(outputs, [1, height, width], model);
  const unknown = indices.findIndex((index) => LABELS[index] === undefined);
  if (unknown >= 0) throw invalid(model, `returned class ${indices[unknown]} of ${LABELS.length}`);
  const { classOf, counts, inFrame } = mapOf(indices, width, height, region);
  const classes = LABELS.map((label, index) => ({
    index,
    label,
    coverageFraction: inFrame === 0 ? 0 : (counts[index] ?? 0) / inFrame,
  }))
    .filter(({ index, coverageFraction }) => index > 0 && coverageFraction >= MIN_COVERAGE)
    .sort((a, b) => b.coverageFraction - a.coverageFraction);
  if (classes.length === 0) return { kind: 'nothing', reason: 'nothing but background' };
  return { kind: 'segments', width, height, classOf, region, classes };
}

function mapOf(indices: TensorData, width: number, height: number, region: Box) {
  const classOf = new Uint8Array(indices.length);
  const counts = new Array<number>(LABELS.length).fill(0);
  const across = samplesInFrame(region.x, region.width, width);
  const down = samplesInFrame(region.y, region.height, height);
  for (let row = down.first; row < down.end; row++) {
    for (let at = row * width + across.first; at < row * width + across.end; at++) {
      const index = indices[at] as number; // at < width × height, the length that is checked
      classOf[at] = index;
      counts[index] = (counts[index] ?? 0) + 1;
    }
  }
  return { classOf, counts, inFrame: (across.end - across.first) * (down.end - down.first) };
}
