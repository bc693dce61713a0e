import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FrameUp } from '../protocol/frame-channel';
import { imageModel } from '../testing/decoding';
import { FrameInbox } from './frame-inbox';
import { openInput } from './tenant-input';

const model = imageModel('tiny');

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({});
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function open(triggered: boolean, input: 'scene' | 'random' = 'scene') {
  const told: FrameUp[] = [];
  const port = { onmessage: null, postMessage: (up: FrameUp) => told.push(up) };
  const inbox = new FrameInbox(port as unknown as MessagePort); // of a port it uses these two
  const own = openInput('a', model, { input, seed: 1, triggered }, inbox);
  /** What was asked since the last time. */
  const asked = () =>
    told.splice(0).map((up) => (up.kind === 'want' ? `want${up.withPicture ? ' picture' : ''}` : up.kind));
  return { own, asked };
}
/** Nobody answers here: that the frame never comes is not what is tested. */
const look = (own: { next(): Promise<unknown> }) => void own.next().catch(() => {});

describe('a tenant that looks for itself', () => {
  it('asks for frames when it is loaded, without the whole picture', () => {
    const { asked } = open(false);
    expect(asked()).toEqual(['want']);
  });

  it('asks for whole pictures at the first request that hands on, once, and ends that after a hundred that do not', () => {
    const { own, asked } = open(false);
    asked();
    own.willHandOn(true);
    own.willHandOn(false);
    own.willHandOn(true);
    expect(asked()).toEqual(['want picture']);
    for (let request = 0; request < 99; request++) own.willHandOn(false);
    expect(asked()).toEqual([]);
    own.willHandOn(false);
    expect(asked()).toEqual(['want']);
    for (let request = 0; request < 500; request++) own.willHandOn(false);
    expect(asked()).toEqual([]);
    own.willHandOn(true);
    expect(asked()).toEqual(['want picture']);
  });
});

describe('a tenant that is triggered', () => {
  it('wants no frames of its own', () => {
    const { asked } = open(true);
    expect(asked()).not.toContain('want');
  });

  it('asks for them when it has to look for itself, as alone, and lets them be when it is handed something again', () => {
    const { own, asked } = open(true);
    asked();
    look(own);
    expect(asked()).toEqual(['want']);
    own.rest();
    own.rest();
    expect(asked()).toEqual(['unwant']);
    look(own);
    expect(asked()).toEqual(['want']);
  });
});

describe('a tenant on random tensors', () => {
  it('asks for nothing, also when it hands on', () => {
    const { own, asked } = open(false, 'random');
    asked();
    own.willHandOn(true);
    expect(asked()).toEqual([]);
  });
});
