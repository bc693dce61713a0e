/** How sure a model is of each of its boxes, and of which class it says that they are. It knows no places. */
import type { CustomModel } from '../../../domain/custom-model';
import type { OutputTensor, TensorData } from '../../runtime';
import { namedOutput, type Showing, unshowable } from './named-output';

/** Score of a box and number of its class; null: there are no classes. */
type ScoreOf = (box: number) => { readonly score: number; readonly index: number | null };

/** @throws EngineError `output-invalid` when there are not as many scores as boxes, or as classes. */
export function scoresOf(
  outputs: readonly OutputTensor[],
  boxes: OutputTensor,
  model: CustomModel,
  view: Showing<'boxes'>['view'],
): ScoreOf {
  const count = boxes.data.length / 4;
  const others = outputs.filter((output) => output !== boxes);
  const scores = namedOutput(view.scores === null ? others : outputs, view.scores, model);
  const perBox = scores.data.length / count;
  if (!Number.isInteger(perBox) || perBox === 0) {
    throw unshowable(model, `returned ${count} boxes and ${scores.data.length} scores in ${scores.name}`);
  }
  const classes = view.classes === null ? null : namedOutput(outputs, view.classes, model);
  if (classes !== null && classes.data.length !== count) {
    throw unshowable(model, `returned ${count} boxes and ${classes.data.length} classes in ${classes.name}`);
  }
  return (box) => {
    const best = bestOf(scores.data, box * perBox, perBox);
    const told = classes?.data[box];
    return {
      score: best.score,
      index: told === undefined ? (perBox > 1 ? best.index : null) : Math.round(told),
    };
  };
}

function bestOf(scores: TensorData, from: number, count: number) {
  let index = 0;
  for (let at = 1; at < count; at++) {
    if ((scores[from + at] as number) > (scores[from + index] as number)) index = at; // from + count ≤ length
  }
  return { index, score: scores[from + index] as number };
}
