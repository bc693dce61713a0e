/** Results in words: short ones for the picture, longer ones for the legend. Pure; it knows no tenant. */
import type { OutputNumbers, Result } from '../../domain/result';
import { formatFraction } from '../format';
import { MIN_JOINT_SCORE } from './draw-pose';
import { soundingWords } from './piano-roll';

/** From here on the second best class is worth a word. */
const SECOND_SCORE = 0.1;

export const scoreWords = (value: number): string => value.toFixed(2);
export const coverageWords = (fraction: number): string => formatFraction(fraction);

type Attributes = Extract<Result, { kind: 'attributes' }>;
const attributeWords = ({ ageYears, gender }: Attributes): string =>
  `≈ ${Math.round(ageYears)} years, ${gender.label} ${scoreWords(gender.score)}`;

type Upscaled = Extract<Result, { kind: 'upscaled' }>;

/** "64² → 128²", or with both sides where they differ. */
export function upscaledWords({ width, height, factor }: Upscaled): string {
  const size = (across: number, down: number) => (across === down ? `${across}²` : `${across}×${down}`);
  return `${size(width / factor, height / factor)} → ${size(width, height)}`;
}

/** Three significant digits; very small and very large numbers as powers of ten, so that every number is short. */
export function valueWords(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 100_000)) return value.toExponential(1).replace('e+', 'e');
  return `${Number(value.toPrecision(3))}`;
}

/** "1×224×224×3"; of a single number "1 number". */
export const shapeWords = (shape: readonly number[]): string =>
  shape.length === 0 ? '1 number' : shape.join('×');

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

type Picture = Extract<Result, { kind: 'picture' }>;
export const sizeWords = ({ width, height }: Pick<Picture, 'width' | 'height'>): string =>
  `${width}×${height}`;
const pictureWords = ({ scale, ...size }: Picture): string =>
  scale === null
    ? `picture ${sizeWords(size)}`
    : `${sizeWords(size)}, ${valueWords(scale.low)} to ${valueWords(scale.high)}`;

export const outputsWords = (outputs: readonly OutputNumbers[]): string =>
  counted(outputs.length, 'output', 'outputs');

/** The place of a large number in its tensor, or what stands for that place. */
export const topWords = ({ index, value, label }: OutputNumbers['top'][number]): string =>
  `${label ?? `[${index}]`} ${valueWords(value)}`;

function numbersWords(outputs: readonly OutputNumbers[]): string {
  const [first] = outputs;
  if (first === undefined) return 'no output';
  const best = first.top[0];
  const range = `${valueWords(first.low)} to ${valueWords(first.high)}`;
  const more = outputs.length === 1 ? '' : `, and ${counted(outputs.length - 1, 'output', 'outputs')} more`;
  const most = best === undefined ? '' : `, most ${topWords(best)}`;
  return `${shapeWords(first.shape)}, ${range}${most}${more}`;
}

/** In the legend; the rest is counted. */
const NAMED = 3;

/** A few words beside the thing; null when there is nothing to point at. */
export function labelOf(result: Result): string | null {
  switch (result.kind) {
    case 'faces':
      return `face ${scoreWords(result.faces[0]?.score ?? 0)}`;
    case 'landmarks':
      return `mesh ${scoreWords(result.score)}`;
    case 'pose':
      return `pose ${scoreWords(result.score)}`;
    case 'mask':
      return `person ${coverageWords(result.coverageFraction)}`;
    case 'classes': {
      const [best] = result.classes;
      return best === undefined ? null : `${best.label} ${scoreWords(best.score)}`;
    }
    case 'hands':
      return `hand ${scoreWords(result.hands[0]?.score ?? 0)}`;
    case 'hand-landmarks':
      return `${result.handedness.label} ${scoreWords(result.score)}`;
    case 'eyes':
      return counted(result.eyes.length, 'iris', 'irises');
    case 'attributes':
      return `estimate: ${attributeWords(result)}`;
    default:
      return null;
  }
}

/** What the result says, as the legend writes it after the tenant's name. */
export function sightOf(result: Result): string {
  switch (result.kind) {
    case 'faces': {
      const { length } = result.faces;
      const best = scoreWords(result.faces[0]?.score ?? 0);
      return length === 1 ? `1 face, ${best}` : `${length} faces, best ${best}`;
    }
    case 'landmarks':
      return `${result.points.length / 2} points, ${scoreWords(result.score)}`;
    case 'pose': {
      const sure = result.keypoints.filter((point) => point.score >= MIN_JOINT_SCORE).length;
      return `${sure}/${result.keypoints.length} joints${result.world === undefined ? '' : ', also in 3-D'}`;
    }
    case 'mask':
      return `person, ${coverageWords(result.coverageFraction)}`;
    case 'classes': {
      const [best, second] = result.classes;
      if (best === undefined) return 'no class';
      const also =
        second === undefined || second.score < SECOND_SCORE
          ? ''
          : `, ${second.label} ${scoreWords(second.score)}`;
      return `${best.label} ${scoreWords(best.score)}${also}`;
    }
    case 'objects': {
      const { objects } = result;
      const named = objects.slice(0, NAMED).map(({ label, score }) => `${label} ${scoreWords(score)}`);
      const more = objects.length > NAMED ? ` and ${objects.length - NAMED} more` : '';
      return `${named.join(', ')}${more}`;
    }
    case 'hands': {
      const { length } = result.hands;
      return `${counted(length, 'hand', 'hands')}, ${length === 1 ? '' : 'best '}${scoreWords(result.hands[0]?.score ?? 0)}`;
    }
    case 'hand-landmarks':
      return `${result.handedness.label}, ${result.points.length / 2} points, ${scoreWords(result.score)}`;
    case 'eyes':
      return `${counted(result.eyes.length, 'eye', 'eyes')}, lids and iris`;
    case 'attributes':
      return `${attributeWords(result)}, as the network estimates`;
    case 'segments':
      return result.classes
        .slice(0, NAMED)
        .map(({ label, coverageFraction }) => `${label} ${coverageWords(coverageFraction)}`)
        .join(', ');
    case 'upscaled':
      return `enlarged ${result.factor} times, ${upscaledWords(result)} pixels`;
    case 'notes': {
      const sounding = soundingWords(result.notes, result.endSeconds);
      return `${counted(result.notes.length, 'note', 'notes')} in ${(result.endSeconds - result.startSeconds).toFixed(1)} s${sounding === '' ? '' : `, now ${sounding}`}`;
    }
    case 'nothing':
      return result.reason;
    case 'numbers':
      return numbersWords(result.outputs);
    case 'picture':
      return pictureWords(result);
    case 'tensors':
      return `random input → ${result.outputs.map(({ shape }) => shape.join('×')).join(', ')}`;
  }
}
