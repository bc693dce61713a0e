import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Result } from '../domain/result';
import type { Handoff, HandoffWish } from '../protocol/executor-contract';
import { imageModel } from '../testing/decoding';
import type { Taken } from './frame-reader';
import { HandOn } from './hand-on';
import { createHandedInput } from './handed-input';
import { SharedPicture } from './shared-picture';

const WHOLE = { x: 0, y: 0, width: 1, height: 1 };
const finder = imageModel('Finder', { shape: [1, 4, 4, 3] });
const looker = imageModel('Looker', { shape: [1, 2, 2, 3], region: 'face', regionScale: 1 });
const box = (x: number) => ({ x, y: 0.25, width: 0.25, height: 0.5 });
const faces: Result = {
  kind: 'faces',
  faces: [0.25, 0.5, 0].map((x) => ({ box: box(x), score: 0.9, keypoints: [] })),
};
const wish = (change: Partial<HandoffWish> = {}): HandoffWish => ({
  tenantId: 'looker',
  input: looker.input,
  fanOut: 1,
  withPicture: false,
  ...change,
});

type Bitmap = ImageBitmap & { readonly name: string };
const closed: string[] = [];
const bitmap = (name: string): Bitmap =>
  ({ name, width: 16, height: 8, close: () => closed.push(name) }) as unknown as Bitmap; // of a picture nothing else is read
const drawn: unknown[][] = [];

beforeEach(() => {
  closed.length = 0;
  drawn.length = 0;
  class Canvas {
    constructor(
      readonly width: number,
      readonly height: number,
    ) {}
    getContext = () => ({
      clearRect: () => {},
      putImageData: () => {},
      drawImage: (...call: unknown[]) => drawn.push(call),
      getImageData: (_x: number, _y: number, width: number, height: number) => ({
        data: new Uint8ClampedArray(4 * width * height),
      }),
    });
  }
  vi.stubGlobal('OffscreenCanvas', Canvas);
  vi.stubGlobal('ImageData', class {});
  vi.stubGlobal('createImageBitmap', async ({ name }: Bitmap) => bitmap(`copy of ${name}`));
});
afterEach(() => vi.unstubAllGlobals());

const takenOf = (picture: SharedPicture | null): Taken => ({
  frameNumber: 7,
  capturedAt: 1000,
  regions: [WHOLE],
  regionFound: true,
  source: { kind: 'pixels', pixels: new Uint8ClampedArray(64) },
  bitmap: null,
  picture,
});
const own = (handOn: readonly HandoffWish[]) => ({ handoff: null, handOn });

describe('handing on', () => {
  it('cuts each face out of the whole frame, best first, no more than the fan-out', async () => {
    const picture = new SharedPicture(bitmap('frame'));
    const handing = new HandOn(finder).keep(own([wish({ fanOut: 2 })]), takenOf(picture));
    const [group = []] = await handing.of(faces);
    expect(group).toHaveLength(2);
    expect(group[0]).toMatchObject({ frameNumber: 7, capturedAt: 1000, regionFound: true, picture: null });
    expect(group[0]?.pixels).toHaveLength(4 * 2 * 2);
    // 16 × 8 px: the face at x 0.25, 4 × 4 px, is a square already.
    expect(drawn.map((call) => call.slice(1))).toEqual([
      [4, 2, 4, 4, 0, 0, 2, 2],
      [8, 2, 4, 4, 0, 0, 2, 2],
    ]);
    expect(drawn[0]?.[0]).toBe(picture.bitmap);
  });

  it('stands one eye above the other', async () => {
    const keypoints = [
      { x: 0.25, y: 0.5 },
      { x: 0.5, y: 0.5 },
    ];
    const eyes: Result = { kind: 'faces', faces: [{ box: box(0.25), score: 1, keypoints }] };
    const input = imageModel('Eyes', { shape: [2, 2, 2, 3], region: 'eyes', regionScale: 1 }).input;
    const handing = new HandOn(finder).keep(own([wish({ input })]), takenOf(new SharedPicture(bitmap('f'))));
    const [group = []] = await handing.of(eyes);
    expect(group[0]?.regions).toHaveLength(2);
    expect(group[0]?.pixels).toHaveLength(4 * 2 * 4);
    const tops = drawn.map((call) => call[6]);
    expect(tops[0]).toBeLessThan(2);
    expect(tops[1]).toBeGreaterThanOrEqual(2);
  });

  it('hands on nothing when nothing was found', async () => {
    const handing = new HandOn(finder).keep(own([wish(), wish()]), takenOf(null));
    expect(await handing.of({ kind: 'nothing', reason: 'no face' })).toEqual([[], []]);
  });

  it('gives a copy of the frame to one that hands on in its turn', async () => {
    const picture = new SharedPicture(bitmap('frame'));
    const handing = new HandOn(finder).keep(own([wish(), wish({ withPicture: true })]), takenOf(picture));
    const [plain = [], rich = []] = await handing.of(faces);
    expect(plain[0]?.picture).toBeNull();
    expect(rich[0]?.picture).toMatchObject({ name: 'copy of frame' });
  });

  it('makes do with the model’s own input while no whole frame has come', async () => {
    // A letterboxed 4 × 4 input of a frame of 2 : 1 shows bars above and below it.
    const taken = { ...takenOf(null), regions: [{ x: 0, y: -0.5, width: 1, height: 2 }] };
    const [group = []] = await new HandOn(finder).keep(own([wish()]), taken).of(faces);
    expect(group[0]?.picture).toBeNull();
    expect(drawn.map((call) => call.slice(1))).toEqual([[1, 1.5, 1, 1, 0, 0, 2, 2]]);
  });

  it('tells on random tensors only that it completed: once for each wish', async () => {
    const groups = await new HandOn(finder).keep(own([wish({ fanOut: 3 })]), null).of(faces);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toHaveLength(1);
    expect(groups[0]?.[0]).toMatchObject({ pixels: null, capturedAt: null });
  });

  it('keeps the frame until the request has ended, though a newer one came', () => {
    const picture = new SharedPicture(bitmap('frame'));
    const handing = new HandOn(finder).keep(own([wish()]), takenOf(picture));
    picture.letGo(); // the inbox has a newer one
    expect(closed).toEqual([]);
    handing.close();
    expect(closed).toEqual(['frame']);
  });

  it('leaves a frame alone that it hands nothing on from', () => {
    const picture = new SharedPicture(bitmap('frame'));
    new HandOn(finder).keep(own([]), takenOf(picture)).close();
    expect(closed).toEqual([]);
  });

  it('closes the copies that it has made when one cannot be made', async () => {
    let copies = 0;
    vi.stubGlobal('createImageBitmap', async () => {
      copies += 1;
      if (copies === 2) throw new Error('no memory');
      return bitmap('copy');
    });
    const wishes = [wish({ fanOut: 2, withPicture: true })];
    const handing = new HandOn(finder).keep(own(wishes), takenOf(new SharedPicture(bitmap('frame'))));
    await expect(handing.of(faces)).rejects.toThrow('no memory');
    expect(closed).toEqual(['copy']);
  });
});

describe('an input that was handed on', () => {
  const handoff = (change: Partial<Handoff> = {}): Handoff => ({
    frameNumber: 7,
    capturedAt: 1000,
    pixels: new Uint8ClampedArray(16).fill(255),
    regions: [box(0.25)],
    regionFound: true,
    picture: bitmap('handed'),
    ...change,
  });
  const random = () => ({ next: async () => ({ data: [new Float32Array(12)], taken: null }) });

  it('is the part’s pixels as the model takes them, and lies where the part lay', async () => {
    const { data, taken } = await createHandedInput(looker, random)(handoff());
    expect(data[0]).toEqual(new Float32Array(12).fill(1));
    expect(taken).toMatchObject({
      frameNumber: 7,
      capturedAt: 1000,
      regions: [box(0.25)],
      regionFound: true,
    });
  });

  it('closes its picture when its request has ended', async () => {
    const given = handoff();
    const { taken } = await createHandedInput(looker, random)(given);
    const handing = new HandOn(looker).keep({ handoff: given, handOn: [wish()] }, taken);
    expect(closed).toEqual([]);
    handing.close();
    expect(closed).toEqual(['handed']);
  });

  it('is the tenant’s own random tensors when it comes without pixels', async () => {
    const { taken } = await createHandedInput(looker, random)(handoff({ pixels: null }));
    expect(taken).toBeNull();
    expect(closed).toEqual(['handed']);
  });

  it('closes its picture when it cannot be prepared', async () => {
    const eyes = imageModel('Eyes', { shape: [1, 9, 9, 3], region: 'face' });
    await expect(createHandedInput(eyes, random)(handoff())).rejects.toThrow();
    expect(closed).toEqual(['handed']);
  });
});
