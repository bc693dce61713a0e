import { describe, expect, it, vi } from 'vitest';
import type { AudioInput, ImageInput } from '../../domain/model';
import type { FramedResult } from '../../domain/result';
import type { PictureSource, SoundSource, TenantInput } from '../../domain/scenario';
import type { FrameDown, FrameUp, PictureDown, SoundDown } from '../../protocol/frame-channel';
import type { FramePort } from './feeder-seat';
import { type FeederSources, FrameFeeder, type Lacking } from './frame-feeder';
import { sceneAt } from './scene';
import type { SourceFrame } from './source-frame';

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

  want(
    tenantId: string,
    region: ImageInput['region'] = 'frame',
    size = 256,
    batch = 1,
    source: TenantInput = 'scene',
    slot = 0,
    withPicture = false,
  ): void {
    const shape: ImageInput['shape'] = [batch, size, size, 3];
    const input = { kind: 'image', shape, dtype: 'float32', region, regionScale: 1.5 } as const;
    this.say({
      kind: 'want',
      tenantId,
      slot,
      input: { ...input, range: [0, 1] },
      source,
      withPicture,
    });
  }

  listen(tenantId: string, source: TenantInput = 'scene'): void {
    const shape: AudioInput['shape'] = [1, 43_844, 1];
    const input = { kind: 'audio', shape, dtype: 'float32', sampleRateHz: 22_050 } as const;
    this.say({
      kind: 'want',
      tenantId,
      slot: 0,
      input: { ...input, range: [-1, 1] },
      source,
      withPicture: false,
    });
  }

  get pictures(): readonly PictureDown[] {
    return this.sent.filter((frame) => frame.kind === 'frame');
  }

  get sounds(): readonly SoundDown[] {
    return this.sent.filter((frame) => frame.kind === 'sound');
  }

  get frames(): readonly (PictureDown | SoundDown)[] {
    return this.sent.filter((one) => one.kind !== 'nothing');
  }

  take(tenantId: string, slot = 0): void {
    const frame = this.frames.findLast((one) => one.tenantId === tenantId && one.slot === slot);
    this.say({ kind: 'taken', tenantId, slot, frameNumber: frame?.frameNumber ?? 0 });
  }
}

let version = 0;
function frameOf(source: PictureSource, sceneMs = 0): SourceFrame {
  const { view, cutIndex, face, eyes, body, hand } = sceneAt(sceneMs);
  const sights = { face, eyes, body, hand };
  version += 1;
  return {
    ...{ source, picture: 'missing', size: { width: 16, height: 9 }, view, mirrored: false },
    ...{ aspect: 16 / 9, cutIndex, version, sights },
  };
}

const scene = frameOf('scene');
const coffee = frameOf('scene', 21_500);

function setUp() {
  const cut = vi.fn<FeederSources['cut']>(
    (_frame, _input, _regions, count) => Array.from({ length: count }, () => ({}) as ImageBitmap), // a feeder passes bitmaps on unread
  );
  const whole = vi.fn<FeederSources['whole']>(
    (_frame, count) => Array.from({ length: count }, () => ({}) as ImageBitmap), // likewise
  );
  const shows = new Map<PictureSource, SourceFrame | Lacking | null>();
  const frameOfSource = vi.fn<FeederSources['frameOf']>((source) => shows.get(source) ?? null);
  const soundOf = vi.fn<FeederSources['soundOf']>(() => ({ samples: new Float32Array(4), startSeconds: 0 }));
  const judging = new Set<string>();
  const judges = (tenantId: string) => judging.has(tenantId);
  const results: { readonly tenantId: string; readonly framed: FramedResult }[] = [];
  const feeder = new FrameFeeder(
    { cut, whole, frameOf: frameOfSource, soundOf, judges },
    (tenantId, framed) => results.push({ tenantId, framed }),
  );
  const port = new FakePort();
  feeder.addPort('executor-1#1', port);
  let now = 0;
  /** Whether a picture was sent, a frame later. */
  const offer = (frame: SourceFrame | null = scene) => {
    now += 1000;
    shows.set('scene', frame);
    return feeder.offer(now).length > 0;
  };
  /** The same with the clock told. */
  const offerAt = (at: number) => feeder.offer(at);
  return { cut, whole, results, feeder, port, offer, offerAt, shows, frameOfSource, soundOf, judging };
}

describe('the feeder', () => {
  it('captures nothing while nobody wants frames', () => {
    const { cut, offer } = setUp();
    expect(offer()).toBe(false);
    expect(cut).not.toHaveBeenCalled();
  });

  it('sends a frame to a tenant that wants one, and gives the bitmap away', () => {
    const { port, offer } = setUp();
    port.want('blazeface');
    expect(offer()).toBe(true);
    expect(port.sent).toHaveLength(1);
    expect(port.sent[0]).toMatchObject({
      kind: 'frame',
      tenantId: 'blazeface',
      frameNumber: 1,
      regionFound: true,
    });
    expect(port.transferred[0]).toBe(port.pictures[0]?.bitmap);
  });

  it('sends the whole frame beside the input to those that hand parts of it on, and draws none for others', () => {
    const { port, offer, whole } = setUp();
    port.want('selfie');
    offer();
    expect(whole).not.toHaveBeenCalled();
    port.take('selfie');
    port.want('blazeface', 'frame', 256, 1, 'scene', 0, true);
    offer();
    expect(whole.mock.calls).toEqual([[scene, 1]]);
    const newest = (tenantId: string) => port.pictures.findLast((one) => one.tenantId === tenantId);
    expect(newest('selfie')?.picture).toBeNull();
    const sent = newest('blazeface')?.picture;
    expect(sent).toEqual({});
    expect(port.transferred.some((one) => one === sent)).toBe(true);
  });

  it('tells when a frame was taken, on the clock of the epoch', () => {
    const { port, offer } = setUp();
    port.want('blazeface');
    offer();
    expect(port.pictures[0]?.capturedAt).toBe(performance.timeOrigin + 1000);
  });

  it('has one frame on the way per tenant: the next leaves after the last was taken, and it is the newest', () => {
    const { port, offer } = setUp();
    port.want('slow');
    port.want('fast', 'frame', 192);
    offer();
    for (let turn = 0; turn < 3; turn += 1) {
      port.take('fast');
      offer();
    }
    port.take('slow');
    offer();
    const numbersOf = (tenantId: string) =>
      port.frames.filter((frame) => frame.tenantId === tenantId).map((frame) => frame.frameNumber);
    expect(numbersOf('fast')).toEqual([1, 2, 3, 4]);
    expect(numbersOf('slow')).toEqual([1, 5]);
  });

  it('captures nothing and counts no frame while every tenant has one on the way', () => {
    const { cut, port, offer } = setUp();
    port.want('blazeface');
    offer();
    expect(offer()).toBe(false);
    expect(cut).toHaveBeenCalledTimes(1);
    expect(port.frames.map(({ frameNumber }) => frameNumber)).toEqual([1]);
  });

  it('makes the bitmaps of tenants that want the very same pixels in one capture, on whichever executor', () => {
    const { cut, feeder, port, offer } = setUp();
    const other = new FakePort();
    feeder.addPort('executor-2#2', other);
    port.want('blazeface');
    port.want('facemesh', 'face', 192);
    other.want('selfie');
    offer();
    expect(cut.mock.calls.map(([, { shape, region }, , count]) => [shape[2], region, count])).toEqual([
      [256, 'frame', 2],
      [192, 'face', 1],
    ]);
    expect(other.frames[0]?.frameNumber).toBe(1);
    expect(other.pictures[0]?.bitmap).not.toBe(port.pictures[0]?.bitmap);
  });

  it('says whether a model that wants a face got one', () => {
    const { port, offer } = setUp();
    port.want('facemesh', 'face', 192);
    offer();
    port.take('facemesh');
    offer(coffee);
    expect(port.pictures.map((frame) => frame.regionFound)).toEqual([true, false]);
  });

  it('tells the place of each item of a batch, and captures the batch as one', () => {
    const { cut, port, offer } = setUp();
    port.want('iris', 'eyes', 64, 2);
    offer();
    expect(cut).toHaveBeenCalledTimes(1);
    expect(port.pictures[0]?.regions).toHaveLength(2);
    expect(port.pictures[0]?.regionFound).toBe(true);
  });

  it('sends nothing while the picture loads, and everything after', () => {
    const { port, offer } = setUp();
    port.want('blazeface');
    expect(offer(null)).toBe(false);
    expect(offer()).toBe(true);
    expect(port.sent).toHaveLength(1);
  });

  it('sends nothing more to a tenant that was unloaded', () => {
    const { port, offer } = setUp();
    port.want('blazeface');
    offer();
    port.take('blazeface');
    port.say({ kind: 'unwant', tenantId: 'blazeface' });
    expect(offer()).toBe(false);
    expect(port.sent).toHaveLength(1);
  });

  it('starts afresh with a tenant that is loaded again while its last frame was on the way', () => {
    const { port, offer } = setUp();
    port.want('blazeface');
    offer();
    port.say({ kind: 'unwant', tenantId: 'blazeface' });
    port.want('blazeface');
    offer();
    expect(port.sent).toHaveLength(2);
  });

  it('keeps feeding a tenant on its new executor when the old one lets go of it later', () => {
    const { feeder, port, offer } = setUp();
    const other = new FakePort();
    feeder.addPort('executor-2#2', other);
    port.want('blazeface');
    other.want('blazeface');
    port.say({ kind: 'unwant', tenantId: 'blazeface' });
    offer();
    expect(port.sent).toHaveLength(0);
    expect(other.sent).toHaveLength(1);
  });

  it('passes results on with their tenant', () => {
    const { results, port } = setUp();
    const framed: FramedResult = { frameNumber: 3, result: { kind: 'nothing', reason: 'no face' } };
    port.say({ kind: 'result', tenantId: 'blazeface', result: framed });
    expect(results).toEqual([{ tenantId: 'blazeface', framed }]);
  });

  it('closes the port of an executor that ended and forgets its tenants', () => {
    const { feeder, port, offer } = setUp();
    port.want('blazeface');
    feeder.endPort('executor-1#1');
    expect(port.closed).toBe(true);
    expect(offer()).toBe(false);
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

describe('the feeder of several sources', () => {
  it('asks each source once a turn, and gives every tenant its own', () => {
    const { port, shows, offerAt, frameOfSource } = setUp();
    shows.set('scene', frameOf('scene'));
    shows.set('camera', frameOf('camera'));
    port.want('a', 'frame', 256, 1, 'camera');
    port.want('b', 'face', 192, 1, 'camera');
    port.want('c');
    port.want('d', 'frame', 256, 1, 'microphone'); // it looks, so that it sees the scene
    offerAt(0);
    expect(frameOfSource.mock.calls.map(([source]) => source).sort()).toEqual(['camera', 'scene']);
    const numberOf = new Map(port.frames.map(({ tenantId, frameNumber }) => [tenantId, frameNumber]));
    expect(numberOf.get('a')).toBe(numberOf.get('b'));
    expect(numberOf.get('c')).toBe(numberOf.get('d'));
    expect(numberOf.get('a')).not.toBe(numberOf.get('c'));
  });

  it('tells which frames were sent, each with its source', () => {
    const { port, shows, offerAt } = setUp();
    shows.set('camera', frameOf('camera'));
    port.want('a', 'frame', 256, 1, 'camera');
    expect(offerAt(0).map(({ frame }) => frame?.source)).toEqual(['camera']);
  });

  it('does not send the same pixels twice, but for a picture that stands still four times a second', () => {
    const { port, shows, offerAt } = setUp();
    shows.set('video', frameOf('video'));
    port.want('a', 'frame', 256, 1, 'video');
    for (const at of [0, 100, 200, 249, 250]) {
      offerAt(at);
      port.take('a');
    }
    expect(port.frames).toHaveLength(2);
    shows.set('video', frameOf('video'));
    offerAt(260);
    expect(port.frames).toHaveLength(3);
  });

  it('feeds every input of a tenant by itself', () => {
    const { port, shows, offerAt } = setUp();
    shows.set('camera', frameOf('camera'));
    port.want('a', 'frame', 256, 1, 'camera', 0);
    port.want('a', 'centre', 64, 1, 'camera', 1);
    offerAt(0);
    expect(port.frames.map(({ slot }) => slot)).toEqual([0, 1]);
    port.take('a', 1);
    offerAt(1000);
    expect(port.frames.map(({ slot }) => slot)).toEqual([0, 1, 1]);
    port.say({ kind: 'unwant', tenantId: 'a' });
    expect(offerAt(2000)).toEqual([]);
  });

  it('goes on from another source when the tenant is given one, and sends nothing for random tensors', () => {
    const { port, shows, offerAt } = setUp();
    shows.set('scene', frameOf('scene'));
    shows.set('camera', frameOf('camera'));
    port.want('a');
    offerAt(0);
    port.want('a', 'frame', 256, 1, 'camera');
    expect(offerAt(10).map(({ frame }) => frame?.source)).toEqual(['camera']);
    port.want('a', 'frame', 256, 1, 'random');
    expect(offerAt(1000)).toEqual([]);
  });

  it('tells a seat once why nothing comes, and again when it was there meanwhile', () => {
    const { port, shows, offerAt } = setUp();
    port.want('a', 'frame', 256, 1, 'camera');
    const refused: Lacking = { lacking: 'The camera was refused.' };
    const kinds = () => port.sent.map(({ kind }) => kind);
    shows.set('camera', refused);
    expect(offerAt(0)).toEqual([]);
    offerAt(10);
    expect(port.sent).toEqual([
      { kind: 'nothing', tenantId: 'a', slot: 0, reason: 'The camera was refused.' },
    ]);
    shows.set('camera', frameOf('camera'));
    offerAt(20);
    shows.set('camera', refused);
    offerAt(30);
    expect(kinds()).toEqual(['nothing', 'frame', 'nothing']);
  });

  it('says nothing while a source is being opened', () => {
    const { port, shows, offerAt } = setUp();
    port.want('a', 'frame', 256, 1, 'camera');
    shows.set('camera', null);
    offerAt(0);
    expect(port.sent).toEqual([]);
  });

  it('shows the middle of a live picture to a model that judges it itself, and says so to the others', () => {
    const { port, shows, offerAt, judging } = setUp();
    const none = { face: null, eyes: null, body: null, hand: null };
    shows.set('camera', { ...frameOf('camera'), sights: none });
    judging.add('facemesh');
    port.want('facemesh', 'face', 192, 1, 'camera');
    port.want('emotion', 'face', 192, 1, 'camera');
    offerAt(0);
    const [mesh, emotion] = port.pictures;
    expect([mesh?.regionFound, emotion?.regionFound]).toEqual([true, false]);
    expect(mesh?.regions[0]?.width).toBeCloseTo(9 / 16);
  });
});

describe('the feeder of sound', () => {
  /** Sound that is told by its end. */
  function setUpSound() {
    const made = setUp();
    const offer = (upTo: number) => made.feeder.offerSound(upTo).length > 0;
    return { ...made, offerPicture: made.offer, offer };
  }

  it('makes none while nobody listens', () => {
    const { feeder, port, soundOf, offer } = setUpSound();
    port.want('blazeface');
    expect([...feeder.listeners]).toEqual([]);
    expect(offer(1)).toBe(false);
    expect(soundOf).not.toHaveBeenCalled();
  });

  it('sends the first stretch at once, also while the clock stands at 0, and gives the samples away', () => {
    const { feeder, port, offer } = setUpSound();
    port.listen('basic-pitch');
    expect([...feeder.listeners]).toEqual([['basic-pitch', 'scene']]);
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
    const { port, offer, offerPicture } = setUpSound();
    port.want('blazeface');
    port.listen('basic-pitch');
    offerPicture();
    offer(1);
    expect(port.frames.map(({ kind, tenantId, frameNumber }) => [kind, tenantId, frameNumber])).toEqual([
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

  it('asks the source of each listener, and tells why it has nothing', () => {
    const { port, soundOf, offer } = setUpSound();
    port.listen('basic-pitch', 'microphone');
    port.listen('other', 'camera'); // it listens, so that it hears the scene
    soundOf.mockImplementation((source: SoundSource) =>
      source === 'microphone'
        ? { lacking: 'The microphone is off.' }
        : { samples: new Float32Array(4), startSeconds: 0 },
    );
    offer(1);
    offer(2);
    expect(port.sent.map(({ kind, tenantId }) => [kind, tenantId])).toEqual([
      ['nothing', 'basic-pitch'],
      ['sound', 'other'],
    ]);
  });
});
