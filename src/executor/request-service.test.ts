import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImageModel } from '../domain/model';
import type { FramedResult } from '../domain/result';
import { inferOf } from '../testing/builders';
import { imageModel } from '../testing/decoding';
import { HandOn } from './hand-on';
import { RequestService } from './request-service';
import type { InputPicture, LoadedModel, OutputTensor } from './runtime';
import { SharedPicture } from './shared-picture';
import { superResolution } from './tasks/super-resolution';
import { createLiveInput } from './tenant-input';

/** It shows what it was given beside what it made of it: it needs the pixels when all is computed. */
const enlarger: ImageModel = { ...imageModel('Enlarger', { shape: [1, 1, 2, 3] }), task: 'super-resolution' };
const PIXELS = Uint8ClampedArray.of(1, 2, 3, 255, 4, 5, 6, 255);
const passage = {
  startedAt: 0,
  preprocessedAt: 0,
  computedAt: 0,
  preemptedMs: 0,
  segmentsAt: null,
  choicesMs: [],
  beyondSegmentMs: null,
};

beforeEach(() => {
  class Canvas {
    getContext = () => ({
      clearRect: () => {},
      drawImage: (bitmap: ImageBitmap & { closed: boolean }) => expect(bitmap.closed).toBe(false),
      getImageData: () => ({ data: PIXELS }),
    });
  }
  vi.stubGlobal('OffscreenCanvas', Canvas);
});
afterEach(() => vi.unstubAllGlobals());

/** A request on a network that takes pictures itself, and the inbox's own hold on what it sees. */
function open() {
  const bitmap = { closed: false, close: () => (bitmap.closed = true) };
  const inInbox = new SharedPicture(bitmap as unknown as ImageBitmap); // of a bitmap no more is used
  const frame = {
    kind: 'frame',
    tenantId: 'a',
    slot: 0,
    frameNumber: 1,
    bitmap: inInbox,
    regions: [{ x: 0, y: 0, width: 1, height: 1 }],
    regionFound: true,
    capturedAt: 0,
    picture: null,
  } as const;
  const outputs: OutputTensor[] = [{ data: new Float32Array(6), shape: [1, 1, 2, 3] }];
  const given: string[] = [];
  const network = {
    upload: () => given.push('numbers'),
    uploadPicture: ({ bitmap: taken }: InputPicture) => {
      given.push('picture');
      return taken === inInbox.bitmap;
    },
    execute: async () => ({ read: async () => outputs }),
  } as unknown as LoadedModel; // the rest of it is not asked for
  const results: FramedResult[] = [];
  const input = createLiveInput(enlarger, superResolution, { newest: async () => frame });
  const service = new RequestService(
    {
      model: enlarger,
      network: () => network,
      interference: { beforeCompute: () => {}, afterRead: (read) => read },
      handOn: new HandOn(enlarger),
      cut: () => null,
      costsMs: () => null,
      inputFor: () => input.next(),
      completed: (result) => results.push(result),
      now: () => 0,
    },
    inferOf('a', 1),
  );
  return { service, bitmap, inInbox, given, results };
}

describe('a request on a picture', () => {
  it('keeps it while a newer one takes its place: the network takes it later, the decoder still later', async () => {
    const { service, bitmap, inInbox, given, results } = open();
    await service.prepare();
    inInbox.letGo();
    expect(bitmap.closed).toBe(false);
    service.begin(false);
    expect(given).toEqual(['picture']);
    await service.step();
    await service.finish(passage);
    expect(results[0]?.result).toMatchObject({ kind: 'upscaled', before: PIXELS });
    expect(bitmap.closed).toBe(true);
  });

  it('lets it go when it is given up', async () => {
    const { service, bitmap, inInbox } = open();
    await service.prepare();
    service.abandon();
    expect(bitmap.closed).toBe(false); // the inbox has it still
    service.abandon();
    inInbox.letGo();
    expect(bitmap.closed).toBe(true);
  });
});
