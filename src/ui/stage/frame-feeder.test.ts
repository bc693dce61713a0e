import { describe, expect, it, vi } from 'vitest';
import type { AudioInput, ImageInput } from '../../domain/model';
import type { FramedResult } from '../../domain/result';
import type { FrameDown, FrameUp, PictureDown, SoundDown } from '../../protocol/frame-channel';
import { type Capture, FrameFeeder, type FramePort, type Listen } from './frame-feeder';
import { sceneAt } from './scene';

/** The executor's end of a frame channel, in the test's hands. */
class FakePort implements FramePort {
  onmessage: ((event: MessageEvent) => void) | null = null;
  readonly sent: FrameDown[] = [];
  readonly transferred: Transferable[] = [];
  closed = false;

  postMessage(message: FrameDown, transfer: Transferable[]): void {
    this.sent.push(message);
    this.transferred.push(...transfer);
  }

  close(): void {
    this.closed = true;
  }

  say(message: FrameUp): void {
    this.onmessage?.({ data: message } as MessageEvent); // a feeder reads the data only
  }

  want(tenantId: string, region: ImageInput['region'] = 'frame', size = 256, batch = 1): void {
    const shape: ImageInput['shape'] = [batch, size, size, 3];
    const input = { kind: 'image', shape, dtype: 'float32', region, regionScale: 1.5 } as const;
    this.say({ kind: 'want', tenantId, input: { ...input, range: [0, 1] } });
  }

  listen(tenantId: string): void {
    const shape: AudioInput['shape'] = [1, 43_844, 1];
    const input = { kind: 'audio', shape, dtype: 'float32', sampleRateHz: 22_050 } as const;
    this.say({ kind: 'want', tenantId, input: { ...input, range: [-1, 1] } });
  }

  get pictures(): readonly PictureDown[] {
    return this.sent.filter((frame) => frame.kind === 'frame');
  }

  get sounds(): readonly SoundDown[] {
    return this.sent.filter((frame) => frame.kind === 'sound');
  }

  take(tenantId: string): void {
    const frameNumber = this.sent.findLast((frame) => frame.tenantId === tenantId)?.frameNumber ?? 0;
    this.say({ kind: 'taken', tenantId, frameNumber });
  }
}

const scene = sceneAt(0);
const coffee = sceneAt(21_500);

function setUp() {
  const capture = vi.fn<Capture>(
    (_scene, _want, count) => Array.from({ length: count }, () => ({}) as ImageBitmap), // a feeder passes bitmaps on unread
  );
  const results: { readonly tenantId: string; readonly framed: FramedResult }[] = [];
  const feeder = new FrameFeeder(capture, (tenantId, framed) => results.push({ tenantId, framed }));
  const port = new FakePort();
  feeder.addPort('executor-1#1', port);
  return { capture, results, feeder, port };
}

describe('the feeder', () => {
  it('captures nothing while nobody wants frames', () => {
    const { feeder, capture } = setUp();
    expect(feeder.offer(scene)).toBe(false);
    expect(capture).not.toHaveBeenCalled();
    expect(feeder.frameNumber).toBe(0);
  });

  it('sends a frame to a tenant that wants one, and gives the bitmap away', () => {
    const { feeder, port } = setUp();
    port.want('blazeface');
    expect(feeder.offer(scene)).toBe(true);
    expect(port.sent).toHaveLength(1);
    expect(port.sent[0]).toMatchObject({
      kind: 'frame',
      tenantId: 'blazeface',
      frameNumber: 1,
      regionFound: true,
    });
    expect(port.transferred[0]).toBe(port.pictures[0]?.bitmap);
  });

  it('has one frame on the way per tenant: the next leaves after the last was taken, and it is the newest', () => {
    const { feeder, port } = setUp();
    port.want('slow');
    port.want('fast', 'frame', 192);
    feeder.offer(scene);
    for (let turn = 0; turn < 3; turn += 1) {
      port.take('fast');
      feeder.offer(scene);
    }
    port.take('slow');
    feeder.offer(scene);
    const numbersOf = (tenantId: string) =>
      port.sent.filter((frame) => frame.tenantId === tenantId).map((frame) => frame.frameNumber);
    expect(numbersOf('fast')).toEqual([1, 2, 3, 4]);
    expect(numbersOf('slow')).toEqual([1, 5]);
  });

  it('captures nothing and counts no frame while every tenant has one on the way', () => {
    const { feeder, port, capture } = setUp();
    port.want('blazeface');
    feeder.offer(scene);
    expect(feeder.offer(scene)).toBe(false);
    expect(capture).toHaveBeenCalledTimes(1);
    expect(feeder.frameNumber).toBe(1);
  });

  it('makes the bitmaps of tenants that want the very same pixels in one capture, on whichever executor', () => {
    const { feeder, port, capture } = setUp();
    const other = new FakePort();
    feeder.addPort('executor-2#2', other);
    port.want('blazeface');
    port.want('facemesh', 'face', 192);
    other.want('selfie');
    feeder.offer(scene);
    expect(capture.mock.calls.map(([, { shape, region }, count]) => [shape[2], region, count])).toEqual([
      [256, 'frame', 2],
      [192, 'face', 1],
    ]);
    expect(other.sent[0]?.frameNumber).toBe(1);
    expect(other.pictures[0]?.bitmap).not.toBe(port.pictures[0]?.bitmap);
  });

  it('says whether a model that wants a face got one', () => {
    const { feeder, port } = setUp();
    port.want('facemesh', 'face', 192);
    feeder.offer(scene);
    port.take('facemesh');
    feeder.offer(coffee);
    expect(port.pictures.map((frame) => frame.regionFound)).toEqual([true, false]);
  });

  it('tells the place of each item of a batch, and captures the batch as one', () => {
    const { feeder, port, capture } = setUp();
    port.want('iris', 'eyes', 64, 2);
    feeder.offer(scene);
    expect(capture).toHaveBeenCalledTimes(1);
    expect(port.pictures[0]?.regions).toHaveLength(2);
    expect(port.pictures[0]?.regionFound).toBe(true);
  });

  it('sends nothing while the picture loads, and everything after', () => {
    const { feeder, port, capture } = setUp();
    port.want('blazeface');
    capture.mockReturnValueOnce(null);
    expect(feeder.offer(scene)).toBe(false);
    expect(feeder.offer(scene)).toBe(true);
    expect(port.sent).toHaveLength(1);
  });

  it('sends nothing more to a tenant that was unloaded', () => {
    const { feeder, port } = setUp();
    port.want('blazeface');
    feeder.offer(scene);
    port.take('blazeface');
    port.say({ kind: 'unwant', tenantId: 'blazeface' });
    expect(feeder.offer(scene)).toBe(false);
    expect(port.sent).toHaveLength(1);
  });

  it('starts afresh with a tenant that is loaded again while its last frame was on the way', () => {
    const { feeder, port } = setUp();
    port.want('blazeface');
    feeder.offer(scene);
    port.say({ kind: 'unwant', tenantId: 'blazeface' });
    port.want('blazeface');
    feeder.offer(scene);
    expect(port.sent).toHaveLength(2);
  });

  it('keeps feeding a tenant on its new executor when the old one lets go of it later', () => {
    const { feeder, port } = setUp();
    const other = new FakePort();
    feeder.addPort('executor-2#2', other);
    port.want('blazeface');
    other.want('blazeface');
    port.say({ kind: 'unwant', tenantId: 'blazeface' });
    feeder.offer(scene);
    expect(port.sent).toHaveLength(0);
    expect(other.sent).toHaveLength(1);
  });

  it('passes results on with their tenant', () => {
    const { port, results } = setUp();
    const framed: FramedResult = { frameNumber: 3, result: { kind: 'nothing', reason: 'no face' } };
    port.say({ kind: 'result', tenantId: 'blazeface', result: framed });
    expect(results).toEqual([{ tenantId: 'blazeface', framed }]);
  });

  it('closes the port of an executor that ended and forgets its tenants', () => {
    const { feeder, port } = setUp();
    port.want('blazeface');
    feeder.endPort('executor-1#1');
    expect(port.closed).toBe(true);
    expect(feeder.offer(scene)).toBe(false);
    feeder.endPort('executor-1#1'); // a second time does no harm
  });

  it('closes every port when it is disposed', () => {
    const { feeder, port } = setUp();
    const other = new FakePort();
    feeder.addPort('executor-2#2', other);
    feeder.dispose();
    expect([port.closed, other.closed]).toEqual([true, true]);
  });
});

describe('the feeder of sound', () => {
  /** Sound that is told by its end. */
  function setUpSound() {
    const made = setUp();
    const listen = vi.fn<Listen>(() => ({ samples: new Float32Array(4), startSeconds: 0 }));
    const offer = (upTo: number) => made.feeder.offerSound(upTo, listen);
    return { ...made, listen, offer };
  }

  it('makes none while nobody listens', () => {
    const { feeder, port, listen, offer } = setUpSound();
    port.want('blazeface');
    expect([...feeder.listeners]).toEqual([]);
    expect(offer(1)).toBe(false);
    expect(listen).not.toHaveBeenCalled();
  });

  it('sends the first stretch at once, also while the clock stands at 0, and gives the samples away', () => {
    const { feeder, port, offer } = setUpSound();
    port.listen('basic-pitch');
    expect([...feeder.listeners]).toEqual(['basic-pitch']);
    expect(offer(0)).toBe(true);
    expect(port.sounds).toHaveLength(1);
    expect(port.sounds[0]).toMatchObject({ tenantId: 'basic-pitch', frameNumber: 1 });
    expect(port.transferred[0]).toBe(port.sounds[0]?.samples.buffer);
  });

  it('sends the next one when the last was taken and a quarter of a second is new', () => {
    const { port, offer } = setUpSound();
    port.listen('basic-pitch');
    offer(1);
    expect(offer(2)).toBe(false);
    port.take('basic-pitch');
    expect(offer(1.2)).toBe(false);
    expect(offer(1.25)).toBe(true);
    expect(port.sounds).toHaveLength(2);
  });

  it('shares the count of frames with the pictures, and sends neither to whom wants the other', () => {
    const { feeder, port, offer } = setUpSound();
    port.want('blazeface');
    port.listen('basic-pitch');
    feeder.offer(scene);
    offer(1);
    expect(port.sent.map(({ kind, tenantId, frameNumber }) => [kind, tenantId, frameNumber])).toEqual([
      ['frame', 'blazeface', 1],
      ['sound', 'basic-pitch', 2],
    ]);
  });

  it('starts afresh with a tenant that is loaded again', () => {
    const { port, offer } = setUpSound();
    port.listen('basic-pitch');
    offer(1);
    port.say({ kind: 'unwant', tenantId: 'basic-pitch' });
    port.listen('basic-pitch');
    expect(offer(1)).toBe(true);
  });
});
