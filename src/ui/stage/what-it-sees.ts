/** Results in words: short ones for the picture, longer ones for the legend. Pure; it knows no tenant. */
import type { Result } from '../../domain/result';
import { formatFraction } from '../format';
import { MIN_JOINT_SCORE } from './draw-pose';

/** From here on the second best class is worth a word. */
const SECOND_SCORE = 0.1;

const score = (value: number): string => value.toFixed(2);

/** A few words beside the thing; null when there is nothing to point at. */
export function labelOf(result: Result): string | null {
  switch (result.kind) {
    case 'faces':
      return `face ${score(result.faces[0]?.score ?? 0)}`;
    case 'landmarks':
      return `mesh ${score(result.score)}`;
    case 'pose':
      return `pose ${score(result.score)}`;
    case 'mask':
      return `person ${formatFraction(result.coverageFraction)}`;
    case 'classes': {
      const [best] = result.classes;
      return best === undefined ? null : `${best.label} ${score(best.score)}`;
    }
    default:
      return null;
  }
}

/** What the result says, as the legend writes it after the tenant's name. */
export function sightOf(result: Result): string {
  switch (result.kind) {
    case 'faces': {
      const { length } = result.faces;
      const best = score(result.faces[0]?.score ?? 0);
      return length === 1 ? `1 face, ${best}` : `${length} faces, best ${best}`;
    }
    case 'landmarks':
      return `${result.points.length / 2} points, ${score(result.score)}`;
    case 'pose': {
      const sure = result.keypoints.filter((point) => point.score >= MIN_JOINT_SCORE).length;
      return `${sure}/${result.keypoints.length} joints`;
    }
    case 'mask':
      return `person, ${formatFraction(result.coverageFraction)}`;
    case 'classes': {
      const [best, second] = result.classes;
      if (best === undefined) return 'no class';
      const also =
        second === undefined || second.score < SECOND_SCORE ? '' : `, ${second.label} ${score(second.score)}`;
      return `${best.label} ${score(best.score)}${also}`;
    }
    case 'nothing':
      return result.reason;
    case 'tensors':
      return `random input → ${result.outputs.map(({ shape }) => shape.join('×')).join(', ')}`;
  }
}
