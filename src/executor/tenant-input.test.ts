import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Model } from '../domain/model';
import type { FrameDown } from '../protocol/frame-channel';
import { imageModel } from '../testing/decoding';
import type { FrameInbox } from './frame-inbox';
import type { Task, TaskSource } from './tasks/task';
import { createRandomInput, createSceneInput } from './tenant-input';

const WHOLE = { x: 0, y: 0, width: 1, height: 1 };
const eyes = imageModel('Eyes', { shape: [2, 3, 4, 3] });
const listener: Model = {
  ...imageModel('Listener'),
  input: { kind: 'audio', shape: [1, 5, 1], dtype: 'float32', range: [-1, 1], sampleRateHz: 22_050 },
};

const picture = (frameNumber: number): FrameDown => ({
  kind: 'frame',
  tenantId: 'a',
  frameNumber,
  bitmap: {} as ImageBitmap, // only handed to the canvas, which is stood in for
  regions: [WHOLE, { ...WHOLE, x: 0.5 }],
  regionFound: true,
});
const sound = (frameNumber: number): FrameDown => ({
  kind: 'sound',
  tenantId: 'a',
  frameNumber,
  samples: new Float32Array(5),
  startSeconds: 2.5,
});

/** An input that sees the given frames, the last one for ever, and what it asked of task and canvas. */
function open(model: Model, frames: FrameDown[]) {
  const sizes: string[] = [];
  const sources: TaskSource[] = [];
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
  const inbox = {
    newest: async () => (frames.length > 1 ? frames.shift() : frames[0]),
  } as unknown as FrameInbox; // all it uses
  const task: Task = {
    preprocess(source, _model, reuse) {
      sources.push(source);
      reused.push(reuse);
      return reuse ?? new Float32Array(1);
    },
    decode: () => ({ kind: 'nothing', reason: 'a test' }),
  };
  return { input: createSceneInput('a', model, task, inbox), sizes, sources, reused };
}

describe('scene input', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('reads the items of a batch one above the other and keeps pixels and regions for decoding', async () => {
    const { input, sizes, sources } = open(eyes, [picture(7)]);
    const { taken } = await input.next();
    expect(sizes).toEqual(['4 × 6']);
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
    const first = await input.next();
    const second = await input.next();
    const again = await input.next();
    expect(again).toBe(second);
    expect(reused).toEqual([undefined, first.data]);
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
    expect(data).toHaveLength(5);
    for (const value of data) expect(Math.abs(value)).toBeLessThanOrEqual(1);
    expect((await two.next()).data).toEqual(data);
    expect((await one.next()).data).not.toEqual(data);
  });

  it('is whole numbers for an int32 network', async () => {
    const { data } = await createRandomInput(imageModel('I', { dtype: 'int32', range: [0, 255] }), 1).next();
    expect(data).toBeInstanceOf(Int32Array);
    expect(data.every((value) => value >= 0 && value <= 255)).toBe(true);
  });
});
