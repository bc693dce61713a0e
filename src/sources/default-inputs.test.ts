import { describe, expect, it } from 'vitest';
import type { SignatureTensor } from '../domain/custom-model';
import { chooseInputs } from './default-inputs';
import { chooseView } from './default-view';
import type { InputHint } from './layer-hint';

type Shape = SignatureTensor['shape'];
const tensor = (shape: Shape, dtype: SignatureTensor['dtype'] = 'float32', name = 'x'): SignatureTensor => ({
  name,
  shape,
  dtype,
});
const NO_HINT: InputHint = { wantsBytes: false, vocabulary: null };

function choose(input: SignatureTensor, hint = NO_HINT) {
  const { inputs, notes } = chooseInputs('model.json', [input], () => hint);
  return { ...inputs[0], notes };
}

const picture = (range: readonly [number, number], layout = 'channels-last') => ({
  kind: 'image',
  range,
  fit: 'letterbox',
  layout,
});

describe('what is fed until somebody chooses otherwise', () => {
  it.each<[string, SignatureTensor, readonly number[], object]>([
    ['a picture', tensor([null, 192, 256, 3]), [1, 192, 256, 3], picture([0, 1])],
    ['a grey picture', tensor([1, 48, 48, 1]), [1, 48, 48, 1], picture([0, 1])],
    ['a picture of whole numbers', tensor([1, 320, 320, 3], 'int32'), [1, 320, 320, 3], picture([0, 255])],
    ['a picture of any size', tensor([null, null, null, 3]), [1, 224, 224, 3], picture([0, 1])],
    ['a picture of any size and colour', tensor([null, null, null, null]), [1, 224, 224, 3], picture([0, 1])],
    ['channels first', tensor([null, 3, 64, 64]), [1, 3, 64, 64], picture([0, 1], 'channels-first')],
    [
      'channels first of any size',
      tensor([null, 3, null, null]),
      [1, 3, 224, 224],
      picture([0, 1], 'channels-first'),
    ],
    ['a feature map', tensor([1, 7, 7, 3]), [1, 7, 7, 3], { kind: 'random', range: [0, 1] }],
    ['a batch of pictures', tensor([4, 64, 64, 3]), [4, 64, 64, 3], { kind: 'random', range: [0, 1] }],
    ['a mask', tensor([1, 64, 64, 1], 'bool'), [1, 64, 64, 1], { kind: 'random', range: [0, 1] }],
    ['a vector', tensor([null, 10]), [1, 10], { kind: 'random', range: [0, 1] }],
    ['words', tensor([null, null], 'int32'), [1, 128], { kind: 'random', range: [0, 9] }],
    ['one number', tensor([]), [], { kind: 'random', range: [0, 1] }],
    [
      'sound',
      tensor([null], 'float32', 'waveform'),
      [16_000],
      { kind: 'audio', sampleRateHz: 16_000, range: [-1, 1] },
    ],
    [
      'sound in a batch',
      tensor([null, 43_844, 1], 'float32', 'audio'),
      [1, 43_844, 1],
      { kind: 'audio', sampleRateHz: 16_000, range: [-1, 1] },
    ],
    [
      'many numbers of no such name',
      tensor([1, 43_844, 1]),
      [1, 43_844, 1],
      { kind: 'random', range: [0, 1] },
    ],
    [
      'few numbers of such a name',
      tensor([1, 40], 'float32', 'audio_features'),
      [1, 40],
      { kind: 'random', range: [0, 1] },
    ],
    ['nobody knows what', tensor(null), [1, 224, 224, 3], picture([0, 1])],
  ])('%s', (_what, input, shape, feed) => {
    expect(choose(input)).toMatchObject({ name: input.name, shape, feed });
  });

  it('tells which dimensions were free, and leaves the batch untold', () => {
    expect(choose(tensor([null, 10])).notes).toEqual([]);
    expect(choose(tensor([null, null, null, 3])).notes).toEqual([
      '2 dimensions of “x” are free: 224 × 224 was chosen, [1, 224, 224, 3] in all.',
    ]);
    expect(choose(tensor(null)).notes[0]).toContain('does not say the shape of “x”');
  });

  it('follows what the layers tell', () => {
    expect(choose(tensor([null, 64, 64, 3]), { ...NO_HINT, wantsBytes: true }).feed).toEqual(
      picture([0, 255]),
    );
    expect(choose(tensor([null, 20]), { ...NO_HINT, vocabulary: 5000 }).feed).toEqual({
      kind: 'random',
      range: [0, 4999],
    });
  });
});

describe('how outputs are shown until somebody chooses otherwise', () => {
  const classes = { kind: 'classes', output: null, softmax: false };
  const numbers = { kind: 'numbers' };

  it.each<[string, readonly SignatureTensor[], object]>([
    ['one row of 1000', [tensor([null, 1000])], classes],
    ['one row of 1', [tensor([1, 1])], numbers],
    ['one row of 20 001', [tensor([1, 20_001])], numbers],
    ['rows', [tensor([2, 1000])], numbers],
    ['a map', [tensor([1, 8, 8, 2])], numbers],
    ['whole numbers', [tensor([1, 10], 'int32')], numbers],
    ['two rows', [tensor([1, 10]), tensor([1, 10])], numbers],
    ['nobody knows what', [tensor(null)], numbers],
    ['nothing', [], numbers],
  ])('%s', (_what, outputs, view) => {
    expect(chooseView(outputs).view).toEqual(view);
  });
});
