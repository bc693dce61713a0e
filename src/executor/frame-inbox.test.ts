import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FrameDown, FrameUp } from '../protocol/frame-channel';
import { imageModel } from '../testing/decoding';
import { FrameInbox } from './frame-inbox';

const { input } = imageModel('tiny');
const WHOLE = { x: 0, y: 0, width: 1, height: 1 };

/** An inbox and the UI's end of its port. */
function open() {
  const told: FrameUp[] = [];
  const closed: number[] = [];
  const port = {
    onmessage: null as ((event: { data: FrameDown }) => void) | null,
    postMessage: (up: FrameUp) => told.push(up),
  };
  const inbox = new FrameInbox(port as unknown as MessagePort); // of a port it uses these two
  const picture = (tenantId: string, frameNumber: number, picture: ImageBitmap | null = null): FrameDown => {
    const bitmap = { close: () => closed.push(frameNumber) } as unknown as ImageBitmap; // an inbox closes it, no more
    const place = { regions: [WHOLE], regionFound: true, capturedAt: 0 };
    return { kind: 'frame', tenantId, slot: 0, frameNumber, bitmap, ...place, picture };
  };
  const sound = (tenantId: string, frameNumber: number): FrameDown => ({
    kind: 'sound',
    tenantId,
    slot: 0,
    frameNumber,
    samples: new Float32Array(1),
    startSeconds: 0,
  });
  const nothing = (reason: string): FrameDown => ({ kind: 'nothing', tenantId: 'a', slot: 0, reason });
  const send = (data: FrameDown) => port.onmessage?.({ data });
  return { inbox, told, closed, picture, sound, nothing, send, kinds: () => told.map(({ kind }) => kind) };
}

describe('the frame inbox', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('asks for the input of a model', () => {
    const { inbox, told } = open();
    inbox.want('a', 0, input, 'scene');
    expect(told).toEqual([
      { kind: 'want', tenantId: 'a', slot: 0, input, source: 'scene', withPicture: false },
    ]);
  });

  it('keeps the newest and closes the one before', async () => {
    const { inbox, send, picture, closed, kinds } = open();
    inbox.want('a', 0, input, 'scene');
    send(picture('a', 1));
    send(picture('a', 2));
    expect((await inbox.newest('a', 0)).frameNumber).toBe(2);
    expect(closed).toEqual([1]);
    expect(kinds()).toEqual(['want', 'taken', 'taken']);
  });

  it('closes a frame that a request holds once that lets go', async () => {
    const { inbox, send, picture, closed } = open();
    inbox.want('a', 0, input, 'scene');
    send(picture('a', 1));
    const frame = await inbox.newest('a', 0);
    const held = frame.kind === 'frame' ? frame.bitmap.hold() : undefined;
    send(picture('a', 2));
    expect(closed).toEqual([]);
    held?.letGo();
    expect(closed).toEqual([1]);
    inbox.forget('a');
    expect(closed).toEqual([1, 2]);
  });

  it('closes a whole frame with its input, but not while a request holds it', async () => {
    const { inbox, send, picture } = open();
    const gone: string[] = [];
    const whole = (name: string) => ({ close: () => gone.push(name) }) as unknown as ImageBitmap; // closed, no more
    inbox.want('a', 0, input, 'scene');
    send(picture('a', 1, whole('first')));
    const frame = await inbox.newest('a', 0);
    const held = frame.kind === 'frame' ? frame.picture?.hold() : undefined;
    send(picture('a', 2, whole('second')));
    expect(gone).toEqual([]);
    held?.letGo();
    expect(gone).toEqual(['first']);
    inbox.forget('a');
    expect(gone).toEqual(['first', 'second']);
    send(picture('a', 3, whole('third'))); // it was on its way
    expect(gone).toEqual(['first', 'second', 'third']);
  });

  it('asks for whole frames beside the input without forgetting what has come', async () => {
    const { inbox, send, picture, told } = open();
    inbox.want('a', 0, input, 'scene');
    send(picture('a', 1));
    inbox.wantPicture('a', true);
    expect(told.at(-1)).toMatchObject({ kind: 'want', source: 'scene', withPicture: true });
    expect((await inbox.newest('a', 0)).frameNumber).toBe(1);
  });

  it('gives the first frame to a request that waits for it', async () => {
    const { inbox, send, sound } = open();
    inbox.want('a', 0, input, 'scene');
    const waiting = inbox.newest('a', 0);
    send(sound('a', 1));
    expect((await waiting).kind).toBe('sound');
  });

  it('has nothing to close of a sound', () => {
    const { inbox, send, sound, closed } = open();
    inbox.want('a', 0, input, 'scene');
    send(sound('a', 1));
    send(sound('a', 2));
    inbox.forget('a');
    expect(closed).toEqual([]);
  });

  it('refuses a request for which nothing comes in four seconds', async () => {
    const { inbox } = open();
    inbox.want('a', 0, input, 'scene');
    const refused = expect(inbox.newest('a', 0)).rejects.toMatchObject({ code: 'input-missing' });
    vi.advanceTimersByTime(4000);
    await refused;
  });

  it('forgets a tenant: closes its frame, says so once, refuses who waits', async () => {
    const { inbox, send, picture, closed, kinds } = open();
    inbox.want('a', 0, input, 'scene');
    inbox.want('b', 0, input, 'scene');
    send(picture('a', 1));
    const refused = expect(inbox.newest('b', 0)).rejects.toMatchObject({ code: 'cancelled' });
    for (const tenantId of ['a', 'b', 'a']) inbox.forget(tenantId);
    await refused;
    expect(closed).toEqual([1]);
    expect(kinds()).toEqual(['want', 'want', 'taken', 'unwant', 'unwant']);
  });

  it('answers and closes a frame that was on its way when its tenant left', () => {
    const { send, picture, closed, kinds } = open();
    send(picture('gone', 1));
    expect(closed).toEqual([1]);
    expect(kinds()).toEqual(['taken']);
  });

  it('tells a request that waits, and all that follow, why nothing comes', async () => {
    const { inbox, send, nothing, kinds } = open();
    inbox.want('a', 0, input, 'camera');
    const waiting = expect(inbox.newest('a', 0)).rejects.toMatchObject({
      code: 'input-missing',
      message: 'The camera was refused.',
    });
    send(nothing('The camera was refused.'));
    await waiting;
    await expect(inbox.newest('a', 0)).rejects.toMatchObject({ message: 'The camera was refused.' });
    expect(kinds()).toEqual(['want']);
  });

  it('does not go on with the last frame of a source that was lost, but with the next one', async () => {
    const { inbox, send, nothing, picture, closed } = open();
    inbox.want('a', 0, input, 'camera');
    send(picture('a', 1));
    send(nothing('The camera was unplugged.'));
    expect(closed).toEqual([1]);
    await expect(inbox.newest('a', 0)).rejects.toMatchObject({ message: 'The camera was unplugged.' });
    send(picture('a', 2));
    expect((await inbox.newest('a', 0)).frameNumber).toBe(2);
  });

  it('drops what another source sent when a tenant is given a new one', async () => {
    const { inbox, send, picture, closed, told } = open();
    inbox.want('a', 0, input, 'scene');
    send(picture('a', 1));
    inbox.want('a', 0, input, 'camera');
    expect(closed).toEqual([1]);
    const waiting = inbox.newest('a', 0);
    const replaced = expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    inbox.want('a', 0, input, 'video');
    await replaced;
    send(picture('a', 2));
    expect((await inbox.newest('a', 0)).frameNumber).toBe(2);
    expect(told.flatMap((up) => (up.kind === 'want' ? up.source : []))).toEqual(['scene', 'camera', 'video']);
  });

  it('keeps the inputs of a tenant apart, and lets them go together', async () => {
    const { inbox, send, picture, sound, closed, kinds } = open();
    inbox.want('a', 0, input, 'video');
    inbox.want('a', 1, input, 'video');
    send(picture('a', 1));
    send({ ...sound('a', 5), slot: 1 });
    expect((await inbox.newest('a', 0)).frameNumber).toBe(1);
    expect((await inbox.newest('a', 1)).frameNumber).toBe(5);
    inbox.forget('a');
    expect(closed).toEqual([1]);
    expect(kinds()).toEqual(['want', 'want', 'taken', 'taken', 'unwant']);
    await expect(inbox.newest('a', 0)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('names the source of which nothing came', async () => {
    const { inbox } = open();
    inbox.want('a', 0, input, 'sound-file');
    const refused = expect(inbox.newest('a', 0)).rejects.toThrow('Nothing of the sound file came for a');
    vi.advanceTimersByTime(4000);
    await refused;
  });
});
