import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Feed, InputChoice, SignatureTensor } from '../domain/custom-model';
import { customModel } from '../testing/small-networks';
import { createFeeds, liveInputsOfFeeds } from './custom-input';
import type { Frame } from './frame-inbox';
import type { FrameSource } from './input-maker';
import { SharedPicture } from './shared-picture';

type Dtype = SignatureTensor['dtype'];
const image = (change: object = {}): Feed => ({
  kind: 'image',
  range: [0, 1],
  fit: 'letterbox',
  layout: 'channels-last',
  ...change,
});

/** A model of inputs named by letters. */
function modelOf(...inputs: readonly (readonly [readonly number[], Feed, Dtype?])[]) {
  const named = inputs.map(([shape, feed, dtype = 'float32'], at) => ({
    name: 'abc'.charAt(at),
    shape,
    feed,
    dtype,
  }));
  return customModel({
    inputs: named.map(({ name, shape, feed }): InputChoice => ({ name, shape: [...shape], feed })),
    signature: { inputs: named.map(({ name, shape, dtype }) => ({ name, shape, dtype })), outputs: [] },
  });
}

const REGION = { x: 0, y: -0.5, width: 1, height: 2 };
const picture = (slot: number, frameNumber: number): Frame => ({
  kind: 'frame',
  tenantId: 'a',
  slot,
  frameNumber,
  bitmap: new SharedPicture({} as ImageBitmap), // only handed to the canvas, which is stood in for
  regions: [REGION],
  regionFound: true,
  capturedAt: 0,
  picture: null,
});
const sound = (slot: number, samples: readonly number[]): Frame => ({
  kind: 'sound',
  tenantId: 'a',
  slot,
  frameNumber: 9,
  samples: Float32Array.from(samples),
  startSeconds: 0,
});

/** Two pixels: red, and half transparent white. The canvas shows them whatever is drawn. */
const PIXELS = Uint8ClampedArray.of(255, 0, 0, 255, 255, 255, 255, 51);

function framesOf(...frames: readonly Frame[]): FrameSource & { readonly asked: number[] } {
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({
        clearRect: () => {},
        drawImage: () => {},
        getImageData: () => ({ data: PIXELS }),
      });
    },
  );
  const asked: number[] = [];
  return {
    asked,
    newest: async (slot) => {
      asked.push(slot);
      return frames.find((frame) => frame.slot === slot) as Frame; // by the test
    },
  };
}

afterEach(() => vi.unstubAllGlobals());

describe('what a custom model wants from the frame channel', () => {
  it('is a picture or a stretch of sound for each live input, in its order', () => {
    const model = modelOf(
      [[1, 3], { kind: 'values', values: [1] }],
      [[1, 3, 4, 6], image({ fit: 'crop', layout: 'channels-first', range: [-1, 1] }), 'int32'],
      [[1, 16], { kind: 'audio', sampleRateHz: 8000, range: [-1, 1] }],
    );
    expect(liveInputsOfFeeds(model)).toEqual([
      {
        kind: 'image',
        shape: [1, 4, 6, 3],
        dtype: 'int32',
        range: [-1, 1],
        region: 'centre',
        regionScale: 1,
      },
      { kind: 'audio', shape: [1, 16, 1], dtype: 'float32', range: [-1, 1], sampleRateHz: 8000 },
    ]);
  });

  it.each([[[2, 4, 4, 3]], [[1, 4, 4, 2]], [[4, 4, 3]]])('is no picture of the shape %j', (shape) => {
    expect(() => liveInputsOfFeeds(modelOf([shape, image()]))).toThrow(
      'Mine: a picture for the input a wants [1, height, width, 1 or 3]',
    );
  });
});

describe('the inputs of a custom model', () => {
  it('are pictures in the range of the feed, and lie where the frame says', async () => {
    const { data, taken } = await createFeeds(
      modelOf([[1, 1, 2, 3], image({ range: [-1, 1] })]),
      1,
      framesOf(picture(0, 5)),
    ).next();
    expect(Array.from(data[0] ?? [])).toEqual([
      1,
      -1,
      -1,
      expect.closeTo(-0.6),
      expect.closeTo(-0.6),
      expect.closeTo(-0.6),
    ]);
    expect(taken).toMatchObject({ frameNumber: 5, regions: [REGION] });
  });

  it('are planes where channels come first, of whole numbers where the network wants these', async () => {
    const model = modelOf([[1, 3, 1, 2], image({ layout: 'channels-first', range: [0, 255] }), 'int32']);
    const { data } = await createFeeds(model, 1, framesOf(picture(0, 5))).next();
    expect(data[0]).toEqual(Int32Array.of(255, 51, 0, 51, 0, 51));
  });

  it('are grey for one channel, by the weights that the other networks see', async () => {
    const { data } = await createFeeds(modelOf([[1, 1, 2, 1], image()]), 1, framesOf(picture(0, 5))).next();
    expect(Array.from(data[0] ?? [])).toEqual([expect.closeTo(0.299), expect.closeTo(0.2)]);
  });

  it('are sound, scaled to the feed’s range', async () => {
    const model = modelOf([[1, 3], { kind: 'audio', sampleRateHz: 16_000, range: [0, 100] }]);
    const { data, taken } = await createFeeds(model, 1, framesOf(sound(0, [-1, 0, 1]))).next();
    expect(Array.from(data[0] ?? [])).toEqual([0, 50, 100]);
    expect(taken?.frameNumber).toBe(9);
  });

  it('are typed numbers, repeated to fill, as the network’s type has them', async () => {
    const values: Feed = { kind: 'values', values: [1.6, 0] };
    const model = modelOf([[3], values], [[3], values, 'int32'], [[3], values, 'bool']);
    const { data, taken } = await createFeeds(model, 1, framesOf()).next();
    expect(data).toEqual([Float32Array.of(1.6, 0, 1.6), Int32Array.of(2, 0, 2), Int32Array.of(1, 0, 1)]);
    expect(taken).toBeNull();
  });

  it('are random in the feed’s range, by seed, four in turn, each input with its own', async () => {
    const random: Feed = { kind: 'random', range: [5, 6] };
    const model = modelOf([[8], random], [[8], random], [[8], random, 'bool']);
    const made = createFeeds(model, 3, framesOf());
    const all = [];
    for (let turn = 0; turn < 5; turn++) all.push((await made.next()).data);
    expect(all[4]).toEqual(all[0]);
    expect(all[1]).not.toEqual(all[0]);
    expect(all[0]?.[0]).not.toEqual(all[0]?.[1]);
    for (const value of all[0]?.[0] ?? []) expect(value >= 5 && value <= 6).toBe(true);
    expect(new Set(all[0]?.[2])).toEqual(new Set([0, 1]));
    expect((await createFeeds(model, 3, framesOf()).next()).data).toEqual(all[0]);
  });

  it('ask each for their own slot; the first picture says where results lie', async () => {
    const model = modelOf(
      [[1, 3], { kind: 'audio', sampleRateHz: 16_000, range: [-1, 1] }],
      [[2], { kind: 'values', values: [1] }],
      [[1, 1, 2, 3], image()],
    );
    const frames = framesOf(sound(0, [0, 0, 0]), picture(1, 5));
    const { data, taken } = await createFeeds(model, 1, frames).next();
    expect(frames.asked).toEqual([0, 1]);
    expect(data.map(({ length }) => length)).toEqual([3, 2, 6]);
    expect(taken).toMatchObject({ frameNumber: 5, regions: [REGION] });
  });

  it('are made once of a frame', async () => {
    const made = createFeeds(modelOf([[1, 1, 2, 3], image()]), 1, framesOf(picture(0, 5)));
    const [first, again] = [await made.next(), await made.next()];
    expect(again.taken).toBe(first.taken);
  });

  it('are random instead of live when the tenant is given random tensors; typed numbers stay', async () => {
    const model = modelOf([[1, 1, 2, 3], image({ range: [2, 3] })], [[2], { kind: 'values', values: [7] }]);
    const { data, taken } = await createFeeds(model, 1, null).next();
    for (const value of data[0] ?? []) expect(value >= 2 && value <= 3).toBe(true);
    expect(data[1]).toEqual(Float32Array.of(7, 7));
    expect(taken).toBeNull();
  });
});
