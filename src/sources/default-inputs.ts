/**
 * What is fed to a model until somebody chooses otherwise: guessed from shapes, types and names, and each guess told in a
 * sentence. It must not know files.
 */
import {
  type Feed,
  type InputChoice,
  MAX_INPUT_NUMBERS,
  MAX_RANK,
  type SignatureTensor,
} from '../domain/custom-model';
import { fixedShape, freeNote, isChannels, SOUND_RATE_HZ, soundDimension } from './free-dimensions';
import type { InputHint } from './layer-hint';
import { MAX_INPUTS } from './limits';
import { quoted, refusal } from './refusal';

const MIN_PICTURE_SIDE = 8;

export interface Choices {
  readonly inputs: readonly InputChoice[];
  readonly notes: readonly string[];
}

/** @throws EngineError `model-input-unsupported` | `model-shape-invalid`. */
export function chooseInputs(
  at: string,
  inputs: readonly SignatureTensor[],
  hint: (input: string) => InputHint,
): Choices {
  if (inputs.length === 0)
    throw refusal('model-input-unsupported', at, 'the model has no input: there is nothing to run it on');
  if (inputs.length > MAX_INPUTS) {
    throw refusal(
      'model-input-unsupported',
      at,
      `the model has ${inputs.length} inputs, ${MAX_INPUTS} can be fed`,
    );
  }
  const chosen = inputs.map((input) => chooseInput(at, input, hint(input.name)));
  return { inputs: chosen.map(({ choice }) => choice), notes: chosen.flatMap(({ notes }) => notes) };
}

function chooseInput(at: string, input: SignatureTensor, hint: InputHint) {
  const { name, shape } = input;
  const told = shape ?? [null, null, null, 3];
  const sides = fixedShape(input, told);
  assertFeedable(at, name, sides);
  const feed = chooseFeed(input, sides, hint);
  const notes = [
    ...(shape === null
      ? [`The signature does not say the shape of ${quoted(name)}: a picture was guessed.`]
      : []),
    ...freeNote(name, told, sides),
    ...(feed.kind === 'image' && hint.wantsBytes
      ? [`${quoted(name)} is scaled by the model itself: it is fed samples of 0 to 255.`]
      : []),
  ];
  return { choice: { name, shape: [...sides], feed }, notes };
}

function assertFeedable(at: string, name: string, shape: readonly number[]): void {
  if (shape.length > MAX_RANK) {
    throw refusal(
      'model-input-unsupported',
      at,
      `its input ${quoted(name)} has ${shape.length} dimensions, TensorFlow.js has up to ${MAX_RANK}`,
    );
  }
  if (shape.includes(0))
    throw refusal(
      'model-shape-invalid',
      at,
      `its input ${quoted(name)} has a dimension of 0: nothing can be fed`,
    );
  const numbers = shape.reduce((product, side) => product * side, 1);
  if (numbers > MAX_INPUT_NUMBERS) {
    throw refusal(
      'model-input-unsupported',
      at,
      `its input ${quoted(name)} of [${shape.join(', ')}] has ${numbers} numbers, ${MAX_INPUT_NUMBERS} can be fed`,
    );
  }
}

function chooseFeed(
  { name, dtype, shape: told }: SignatureTensor,
  shape: readonly number[],
  hint: InputHint,
): Feed {
  const layout = layoutOf(shape);
  if (layout !== null && dtype !== 'bool') {
    const range: [number, number] = dtype === 'int32' || hint.wantsBytes ? [0, 255] : [0, 1];
    return { kind: 'image', range, fit: 'letterbox', layout };
  }
  if (told !== null && soundDimension(name, dtype, told) !== null) {
    return { kind: 'audio', sampleRateHz: SOUND_RATE_HZ, range: [-1, 1] };
  }
  if (hint.vocabulary !== null) return { kind: 'random', range: [0, hint.vocabulary - 1] };
  // Whole numbers are most often numbers of words: small ones are in every vocabulary.
  return { kind: 'random', range: [0, dtype === 'int32' ? 9 : 1] };
}

function layoutOf(shape: readonly number[]): 'channels-last' | 'channels-first' | null {
  const [batch, second = 0, third = 0, fourth = 0] = shape;
  if (shape.length !== 4 || batch !== 1) return null;
  const pictures = (height: number, width: number, channels: number) =>
    isChannels(channels) && height >= MIN_PICTURE_SIDE && width >= MIN_PICTURE_SIDE;
  if (pictures(second, third, fourth)) return 'channels-last';
  return pictures(third, fourth, second) ? 'channels-first' : null;
}
