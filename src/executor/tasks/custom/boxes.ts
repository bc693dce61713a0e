/**
 * Outputs as boxes with a score and a class. Suppression is left to the model, as its graph most often has it; only what
 * a raw detector reports many times over is thinned out. It knows no detector.
 */
import type { CustomModel } from '../../../domain/custom-model';
import type { DetectedObject, Result } from '../../../domain/result';
import type { OutputTensor } from '../../runtime';
import { boxToFrame } from '../region';
import { keepBest } from '../suppression';
import { centred, unitOf } from './box-places';
import { scoresOf } from './box-scores';
import { namedOutput, type Showing, unshowable } from './named-output';

const MAX_OBJECTS = 50;
/** Best candidates that are compared with each other. */
const MAX_CANDIDATES = 300;
/** Intersection over union that no suppression leaves between two objects of a class: graphs end with 0.45 to 0.6. */
const SAME_THING = 0.7;

interface Candidate {
  readonly label: string;
  readonly score: number;
  /** Centre x, centre y, width, height in fractions of the input. */
  readonly values: readonly number[];
}

/** @throws EngineError `output-invalid`. */
export function showBoxes(
  outputs: readonly OutputTensor[],
  { model, view, region }: Showing<'boxes'>,
): Result {
  const best = candidatesOf(outputs, model, view)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MAX_CANDIDATES);
  const labels = new Set(best.map(({ label }) => label));
  const objects = [...labels]
    .flatMap((label) =>
      keepBest(
        best.filter((one) => one.label === label),
        SAME_THING,
      ),
    )
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MAX_OBJECTS)
    .map(({ label, score, values }): DetectedObject => ({ label, score, box: boxToFrame(region, values) }));
  if (objects.length > 0) return { kind: 'objects', objects };
  return { kind: 'nothing', reason: `no box scores ${view.threshold} or more` };
}

function candidatesOf(
  outputs: readonly OutputTensor[],
  model: CustomModel,
  view: Showing<'boxes'>['view'],
): readonly Candidate[] {
  const boxes = namedOutput(outputs, view.boxes, model);
  const { data } = boxes;
  if (boxes.shape.at(-1) !== 4) {
    throw unshowable(
      model,
      `returned ${boxes.name} as [${boxes.shape.join(', ')}]: boxes end with 4 numbers each`,
    );
  }
  const count = data.length / 4;
  if (count === 0) return [];
  const scoreOf = scoresOf(outputs, boxes, model, view);
  const toFractions = unitOf(model, view);
  const candidates: Candidate[] = [];
  for (let box = 0; box < count; box++) {
    const { score, index } = scoreOf(box);
    if (score < view.threshold) continue;
    const values = toFractions(centred(data.subarray(4 * box, 4 * box + 4), view.order));
    if (!((values[2] ?? 0) > 0 && (values[3] ?? 0) > 0)) continue; // padding of a fixed number of boxes
    candidates.push({ score, values, label: labelOf(model, index) });
  }
  return candidates;
}

const labelOf = ({ labels }: CustomModel, index: number | null): string =>
  index === null ? (labels?.[0] ?? 'object') : (labels?.[index] ?? `class ${index}`);
