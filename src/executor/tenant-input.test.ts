import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CatalogModel } from '../domain/model';
import { imageModel } from '../testing/decoding';
import type { Frame } from './frame-inbox';
import type { FrameSource } from './input-maker';
import { SharedPicture } from './shared-picture';
import type { Task, TaskSource } from './tasks/task';
import { createLiveInput, createRandomInput } from './tenant-input';

const WHOLE = { x: 0, y: 0, width: 1, height: 1 };
const eyes = imageModel('Eyes', { shape: [2, 3, 4, 3] });
const listener: CatalogModel = {
  ...imageModel('Listener'),
  input: { kind: 'audio', shape: [1, 5, 1], dtype: 'float32', range: [-1, 1], sampleRateHz: 22_050 },
};

const picture = (frameNumber: number): Frame => ({
  kind: 'frame',
  tenantId: 'a',
  slot: 0,
  frameNumber,
  bitmap: new SharedPicture({} as ImageBitmap), // only handed to the canvas, which is stood in for
  regions: [WHOLE, { ...WHOLE, x: 0.5 }],
  regionFound: true,
  capturedAt: 1000,
  picture: null,
});
const sound = (frameNumber: number): Frame => ({
  kind: 'sound',
  tenantId: 'a',
  slot: 0,
  frameNumber,
  samples: new Float32Array(5),
  startSeconds: 2.5,
});

/** An input that sees the given frames, the last one for ever, and what it asked of task and canvas. */
function open(model: CatalogModel, frames: Frame[]) {
  const sizes: string[] = [];
  const sources: TaskSource[] = [];
  const pixels: Uint8ClampedArray[] = [];
  const reused: unknown[] = [];
  const context = {
    clearRect: () => {},
    drawImage: () => {},
    getImageData: (_x: number, _y: number, width: number, height: number) => {
      sizes.push(`${width} × ${height}`);
      return { data: new Uint8ClampedArray(4 * width * height) };
    },
  };
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => context;
    },
  );
  const source: FrameSource = {
    newest: async () => (frames.length > 1 ? frames.shift() : frames[0]) as Frame, // one at least is given
  };
  const task: Task = {
    mirrored: [1],
    preprocess(source, _model, reuse) {
      sources.push(source);
      if (source.kind === 'pixels') pixels.push(source.pixels);
      reused.push(reuse);
      return reuse ?? new Float32Array(1);
    },
    decode: () => ({ kind: 'nothing', reason: 'a test' }),
  };
  return { input: createLiveInput(model, task, source), sizes, sources, pixels, reused };
}

describe('live input', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('reads the items of a batch one above the other and keeps pixels and regions for decoding', async () => {
    const { input, sizes, sources, pixels } = open(eyes, [picture(7)]);
    const { data, taken } = await input.next();
    expect(data).toHaveLength(1);
    expect(sizes).toEqual(['4 × 6']);
    expect(pixels[0]).toHaveLength(4 * 4 * 6);
    expect(taken).toMatchObject({
      frameNumber: 7,
      regions: [WHOLE, { ...WHOLE, x: 0.5 }],
      regionFound: true,
    });
    expect(taken?.source).toBe(sources[0]);
  });

  it('takes samples with the instant of the first', async () => {
    const { input, sizes } = open(listener, [sound(3)]);
    const { taken } = await input.next();
    expect(taken).toMatchObject({
      frameNumber: 3,
      regions: [WHOLE],
      source: { kind: 'sound', startSeconds: 2.5 },
    });
    expect(sizes).toEqual([]);
  });

  it('prepares a frame once, and the next one into the same array', async () => {
    const { input, reused } = open(eyes, [picture(1), picture(2)]);
    const [one] = (await input.next()).data;
    const second = await input.next();
    const again = await input.next();
    expect(again).toBe(second);
    expect(again.data).toBe(second.data);
    expect(reused).toEqual([undefined, one]);
  });

  it('reads no pixels of a picture that the network takes itself, and says which items it wants mirrored', async () => {
    const { input, sizes, sources } = open(eyes, [picture(7)]);
    const prepared = await input.next();
    expect(prepared.picture?.bitmap).toBe(prepared.taken?.bitmap?.bitmap);
    expect(prepared.picture?.mirrored).toEqual([1]);
    expect([...sizes, ...sources]).toEqual([]);
    const source = prepared.taken?.source;
    expect(source?.kind === 'pixels' && source.pixels).toHaveLength(4 * 4 * 6);
    expect(source?.kind === 'pixels' && source.pixels).toBe(source?.kind === 'pixels' && source.pixels);
    expect(sizes).toEqual(['4 × 6']); // once, for whoever asks
  });

  it('offers no picture for sound', async () => {
    expect(await open(listener, [sound(3)]).input.next()).not.toHaveProperty('picture');
  });

  it('takes sound for a picture, and a picture for sound, as a bug', async () => {
    await expect(open(eyes, [sound(1)]).input.next()).rejects.toThrow('sound came for Eyes');
    await expect(open(listener, [picture(1)]).input.next()).rejects.toThrow('a picture came for Listener');
  });
});

describe('random input', () => {
  it('is in the catalog’s shape and range, the same for a seed, and shows nothing', async () => {
    const [one, two] = [createRandomInput(listener, 5), createRandomInput(listener, 5)];
    const { data, taken } = await one.next();
    expect(taken).toBeNull();
    expect(data[0]).toHaveLength(5);
    for (const value of data[0] ?? []) expect(Math.abs(value)).toBeLessThanOrEqual(1);
    expect((await two.next()).data).toEqual(data);
    expect((await one.next()).data).not.toEqual(data);
  });

  it('is whole numbers for an int32 network', async () => {
    const { data } = await createRandomInput(imageModel('I', { dtype: 'int32', range: [0, 255] }), 1).next();
    expect(data[0]).toBeInstanceOf(Int32Array);
    expect(data[0]?.every((value) => value >= 0 && value <= 255)).toBe(true);
  });
});
