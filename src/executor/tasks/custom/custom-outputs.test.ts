import { describe, expect, it } from 'vitest';
import type { CustomModel, OutputView } from '../../../domain/custom-model';
import type { Result } from '../../../domain/result';
import { expectKind } from '../../../testing/expectations';
import { customModel, randomInput } from '../../../testing/small-networks';
import type { OutputTensor } from '../../runtime';
import { showCustom } from './custom-outputs';

const REGION = { x: 0, y: -0.5, width: 1, height: 2 };
const tensor = (name: string, shape: readonly number[], ...data: readonly number[]): OutputTensor => ({
  name,
  shape,
  data: Float32Array.from(data),
});
const show = (
  view: OutputView,
  outputs: readonly OutputTensor[],
  change: Partial<CustomModel> = {},
): Result => showCustom(outputs, customModel({ ...change, view }), REGION);

describe('outputs as numbers', () => {
  it('tell reach, mean and the largest, best first, with labels where there are as many', () => {
    const outputs = [tensor('out', [1, 6], 1, 5, 3, 5, -2, 0), tensor('other', [2], 1, 2)];
    const result = show({ kind: 'numbers' }, outputs, { labels: ['a', 'b', 'c', 'd', 'e', 'f'] });
    expect(result).toMatchObject({
      kind: 'numbers',
      outputs: [
        {
          name: 'out',
          shape: [1, 6],
          low: -2,
          high: 5,
          mean: 2,
          top: [
            { index: 1, value: 5, label: 'b' },
            { index: 3, value: 5, label: 'd' },
            { index: 2, value: 3, label: 'c' },
            { index: 0, value: 1, label: 'a' },
            { index: 5, value: 0, label: 'f' },
          ],
        },
        { name: 'other', top: [{ index: 1, label: null }, { index: 0 }] },
      ],
    });
  });

  it('name the place of every row by its column', () => {
    const result = expectKind(
      show({ kind: 'numbers' }, [tensor('rows', [2, 2], 0, 1, 2, 3)], { labels: ['no', 'yes'] }),
      'numbers',
    );
    expect(result.outputs[0]?.top.map(({ label }) => label)).toEqual(['yes', 'no', 'yes', 'no']);
  });

  it('are zeros for an output that is empty', () => {
    const result = show({ kind: 'numbers' }, [tensor('none', [0, 4])]);
    expect(result).toMatchObject({ outputs: [{ shape: [0, 4], low: 0, high: 0, mean: 0, top: [] }] });
  });

  it('are refused when one is not finite, whatever the view', () => {
    const outputs = [tensor('fine', [1], 1), tensor('out', [2], 1, NaN)];
    for (const view of [{ kind: 'numbers' }, { kind: 'classes', output: 'fine', softmax: false }] as const) {
      expect(() => show(view, outputs)).toThrow('Mine returned NaN at 1 of its output [2]');
    }
  });
});

describe('an output as classes', () => {
  const view = { kind: 'classes', output: 'out', softmax: false } as const;

  it('is the five largest with their labels, in the region of the input', () => {
    const outputs = [tensor('else', [1], 1), tensor('out', [1, 6], 0.1, 0.5, 0, 0.3, 0.05, 0.05)];
    const result = expectKind(show(view, outputs, { labels: ['a', 'b'] }), 'classes');
    expect(result.region).toEqual(REGION);
    expect(result.classes.map(({ label }) => label)).toEqual(['b', 'class 3', 'a', 'class 4', 'class 5']);
    expect(result.classes[0]?.score).toBe(0.5);
  });

  it('shares of logits add up, however large they are', () => {
    const result = expectKind(
      show({ ...view, output: null, softmax: true }, [tensor('logits', [1, 3], 1000, 1000, 900)]),
      'classes',
    );
    expect(result.classes.map(({ score }) => score)).toEqual([0.5, 0.5, expect.closeTo(0)]);
  });

  it('that is not there is refused with those that are', () => {
    expect(() => show({ ...view, output: 'gone' }, [tensor('out', [1, 2], 0, 1)])).toThrow(
      'Mine has no output gone; there is out [1, 2]. Choose another output or view in its settings.',
    );
  });
});

describe('an output as a picture', () => {
  const view: OutputView = { kind: 'image', output: null, range: [-1, 1] };
  const pixelsOf = (result: Result) => Array.from(expectKind(result, 'picture').pixels);

  it.each([
    { what: 'grey', shape: [1, 1, 2], data: [-1, 1], pixels: [0, 0, 0, 255, 255, 255, 255, 255] },
    { what: 'colours', shape: [1, 1, 1, 3], data: [-1, 0, 2], pixels: [0, 128, 255, 255] },
    {
      what: 'colours with transparency',
      shape: [1, 1, 1, 4],
      data: [1, 1, -1, -1],
      pixels: [255, 255, 0, 0],
    },
    { what: 'rows and columns', shape: [2, 1], data: [1, -1], pixels: [255, 255, 255, 255, 0, 0, 0, 255] },
  ])('of $what', ({ shape, data, pixels }) => {
    const result = show(view, [tensor('out', shape, ...data)]);
    expect(pixelsOf(result)).toEqual(pixels);
    expect(result).toMatchObject({ region: REGION, scale: null });
  });

  it('is at most 512 samples wide and high, and keeps its proportion', () => {
    const data = new Float32Array(1024 * 600).fill(1);
    const result = show(view, [{ name: 'out', shape: [1, 600, 1024, 1], data }]);
    expect(result).toMatchObject({ width: 512, height: 300 });
    expect(pixelsOf(result).every((value) => value === 255)).toBe(true);
  });

  it.each([
    { shape: [4], said: 'is no picture' },
    { shape: [1, 1, 2, 2], said: 'a picture has 1, 3 or 4' },
  ])('of the shape $shape is refused', ({ shape, said }) => {
    expect(() => show(view, [tensor('out', shape, 0, 0, 0, 0)])).toThrow(said);
  });
});

describe('an output as a heat map', () => {
  const view = { kind: 'heat-map', output: null, channel: 1 } as const;
  const outputs = [tensor('out', [1, 1, 3, 2], 9, 10, 9, 15, 9, 20)];

  it('shows one channel from its lowest to its highest number, dark to light', () => {
    const result = expectKind(show(view, outputs), 'picture');
    expect(result.scale).toEqual({ low: 10, high: 20 });
    const luma = [0, 1, 2].map((pixel) => {
      const [red = 0, green = 0, blue = 0] = result.pixels.subarray(4 * pixel);
      return 0.299 * red + 0.587 * green + 0.114 * blue;
    });
    expect(luma).toEqual([...luma].sort((a, b) => a - b));
    expect(Array.from(result.pixels.subarray(0, 4))).toEqual([71, 1, 85, 255]); // viridis begins at 68, 1, 84
    expect(Math.abs((result.pixels[8] ?? 0) - 253)).toBeLessThan(5); // and ends at 253, 231, 37
  });

  it('is of one colour when all numbers are the same', () => {
    const result = expectKind(show({ ...view, channel: 0 }, outputs), 'picture');
    expect(result.scale).toEqual({ low: 9, high: 9 });
    expect(new Set(result.pixels).size).toBe(4);
  });

  it('of a channel that is not there is refused', () => {
    expect(() => show({ ...view, channel: 2 }, outputs)).toThrow('with 2 channels, there is no channel 2');
  });
});

describe('outputs as boxes', () => {
  const view = {
    kind: 'boxes',
    boxes: 'boxes',
    scores: 'scores',
    classes: null,
    order: 'yxyx',
    unit: 'fraction',
    threshold: 0.5,
  } as const;
  const withOne = (box: readonly number[], change: object = {}, model: Partial<CustomModel> = {}) =>
    show({ ...view, ...change }, [tensor('boxes', [1, 1, 4], ...box), tensor('scores', [1, 1], 0.9)], model);
  /** Half as high as the region, which is twice as high as the frame and starts half of one above it. */
  const placed = { x: 0.25, y: 0, width: 0.25, height: 1 };

  it.each([
    { order: 'yxyx', box: [0.25, 0.25, 0.75, 0.5] },
    { order: 'xyxy', box: [0.25, 0.25, 0.5, 0.75] },
    { order: 'xywh', box: [0.25, 0.25, 0.25, 0.5] },
    { order: 'centre-xywh', box: [0.375, 0.5, 0.25, 0.5] },
  ])('lie in the frame, corners in the order $order', ({ order, box }) => {
    expect(withOne(box, { order })).toMatchObject({
      kind: 'objects',
      objects: [{ box: placed, label: 'object', score: expect.closeTo(0.9) }],
    });
  });

  it('in pixels are those of the picture that the model takes', () => {
    const inputs = [randomInput('flag', [1]), randomInput('picture', [1, 100, 200, 3])];
    const result = withOne([25, 50, 75, 100], { unit: 'pixel' }, { inputs });
    expect(result).toMatchObject({ objects: [{ box: placed }] });
    expect(() => withOne([0, 0, 1, 1], { unit: 'pixel' })).toThrow('takes no picture');
  });

  it('have the class of their best score', () => {
    const outputs = [
      tensor('boxes', [2, 4], 0, 0, 0.1, 0.1, 0.5, 0.5, 1, 1),
      tensor('scores', [2, 3], 0, 0.6, 0.2, 0.1, 0.1, 0.8),
    ];
    const result = expectKind(show(view, outputs, { labels: ['a', 'b', 'c'] }), 'objects');
    expect(result.objects.map(({ label, score }) => [label, Math.fround(score)])).toEqual([
      ['c', Math.fround(0.8)],
      ['b', Math.fround(0.6)],
    ]);
  });

  it('have the class that another output tells', () => {
    const outputs = [
      tensor('scores', [1, 2], 0.9, 0.7),
      tensor('boxes', [1, 2, 4], 0, 0, 0.1, 0.1, 0.5, 0.5, 1, 1),
      tensor('classes', [1, 2], 1, 7),
    ];
    const result = expectKind(
      show({ ...view, classes: 'classes' }, outputs, { labels: ['a', 'b'] }),
      'objects',
    );
    expect(result.objects.map(({ label }) => label)).toEqual(['b', 'class 7']);
  });

  it('are the outputs beside the boxes when none is named', () => {
    const outputs = [tensor('boxes', [1, 1, 4], 0, 0, 1, 1), tensor('scores', [1, 1], 0.9)];
    expect(show({ ...view, boxes: null, scores: null }, outputs)).toMatchObject({ kind: 'objects' });
  });

  it('are thinned out where one class is reported many times over, and are fifty at most', () => {
    const same = Array.from({ length: 40 }, () => [0, 0, 0.5, 0.5]).flat();
    const apart = Array.from({ length: 80 }, (_, at) => [0.6, at / 100, 0.61, (at + 0.5) / 100]).flat();
    const scores = Array.from({ length: 120 }, (_, at) => 1 - at / 1000);
    const result = expectKind(
      show(view, [tensor('boxes', [120, 4], ...same, ...apart), tensor('scores', [120], ...scores)]),
      'objects',
    );
    expect(result.objects).toHaveLength(50);
    expect(result.objects.filter(({ box }) => box.width === 0.5)).toHaveLength(1);
  });

  it('below the threshold, or without area, are none', () => {
    expect(withOne([0, 0, 1, 1], { threshold: 0.95 })).toEqual({
      kind: 'nothing',
      reason: 'no box scores 0.95 or more',
    });
    expect(withOne([0, 0, 0, 0])).toMatchObject({ kind: 'nothing' });
  });

  it('that do not go with their scores are refused', () => {
    const boxes = tensor('boxes', [1, 2, 4], 0, 0, 1, 1, 0, 0, 1, 1);
    expect(() => show(view, [boxes, tensor('scores', [3], 1, 1, 1)])).toThrow('2 boxes and 3 scores');
    expect(() => show(view, [tensor('boxes', [3], 1, 1, 1), tensor('scores', [1], 1)])).toThrow(
      'boxes end with 4 numbers each',
    );
    expect(() =>
      show({ ...view, classes: 'classes' }, [boxes, tensor('scores', [2], 1, 1), tensor('classes', [1], 1)]),
    ).toThrow('2 boxes and 1 classes');
  });
});
