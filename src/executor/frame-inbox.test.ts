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
  const picture = (tenantId: string, frameNumber: number): FrameDown => {
    const bitmap = { close: () => closed.push(frameNumber) } as unknown as ImageBitmap; // an inbox closes it, no more
    return { kind: 'frame', tenantId, frameNumber, bitmap, regions: [WHOLE], regionFound: true };
  };
  const sound = (tenantId: string, frameNumber: number): FrameDown => ({
    kind: 'sound',
    tenantId,
    frameNumber,
    samples: new Float32Array(1),
    startSeconds: 0,
  });
  const send = (data: FrameDown) => port.onmessage?.({ data });
  return { inbox, told, closed, picture, sound, send, kinds: () => told.map(({ kind }) => kind) };
}

describe('the frame inbox', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('asks for the input of a model', () => {
    const { inbox, told } = open();
    inbox.want('a', input);
    expect(told).toEqual([{ kind: 'want', tenantId: 'a', input }]);
  });

  it('keeps the newest and closes the one before', async () => {
    const { inbox, send, picture, closed, kinds } = open();
    inbox.want('a', input);
    send(picture('a', 1));
    send(picture('a', 2));
    expect((await inbox.newest('a')).frameNumber).toBe(2);
    expect(closed).toEqual([1]);
    expect(kinds()).toEqual(['want', 'taken', 'taken']);
  });

  it('gives the first frame to a request that waits for it', async () => {
    const { inbox, send, sound } = open();
    inbox.want('a', input);
    const waiting = inbox.newest('a');
    send(sound('a', 1));
    expect((await waiting).kind).toBe('sound');
  });

  it('has nothing to close of a sound', () => {
    const { inbox, send, sound, closed } = open();
    inbox.want('a', input);
    send(sound('a', 1));
    send(sound('a', 2));
    inbox.forget('a');
    expect(closed).toEqual([]);
  });

  it('refuses a request for which nothing comes in four seconds', async () => {
    const { inbox } = open();
    inbox.want('a', input);
    const refused = expect(inbox.newest('a')).rejects.toMatchObject({ code: 'input-missing' });
    vi.advanceTimersByTime(4000);
    await refused;
  });

  it('forgets a tenant: closes its frame, says so once, refuses who waits', async () => {
    const { inbox, send, picture, closed, kinds } = open();
    inbox.want('a', input);
    inbox.want('b', input);
    send(picture('a', 1));
    const refused = expect(inbox.newest('b')).rejects.toMatchObject({ code: 'cancelled' });
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
});
