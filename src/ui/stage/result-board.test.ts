import { describe, expect, it } from 'vitest';
import type { FramedResult } from '../../domain/result';
import { FrameLog } from './frame-log';
import { ResultBoard } from './result-board';

const on = (frameNumber: number | null): FramedResult => ({
  frameNumber,
  result: { kind: 'nothing', reason: `frame ${frameNumber}` },
});

/** Every source is at its n-th shot. */
const shot = (cutIndex: number) => () => cutIndex;

function setUp() {
  const frames = new FrameLog();
  frames.add(1, 1000, 'scene', 0);
  frames.add(2, 1100, 'scene', 0);
  frames.add(3, 1200, 'scene', 1); // a cut lies before it
  return { frames, board: new ResultBoard(frames) };
}

describe('a result', () => {
  it('is fresh when it has just come, with the time it took from the capture of its frame', () => {
    const { board } = setUp();
    board.accept('blazeface', on(2), 500, 1180);
    expect(board.fresh('blazeface', 500, shot(0))).toEqual({
      result: on(2).result,
      lagMs: 80,
      origin: 'scene',
    });
  });

  it('is dropped when none followed for a second and a half of stage time', () => {
    const { board } = setUp();
    board.accept('blazeface', on(1), 0, 1050);
    expect(board.fresh('blazeface', 1500, shot(0))).not.toBeNull();
    expect(board.fresh('blazeface', 1501, shot(0))).toBeNull();
  });

  it('lives longer when its tenant is slow, so that it does not blink, but not for ever', () => {
    const { board } = setUp();
    board.accept('slow', on(1), 0, 1050);
    board.accept('slow', on(2), 2000, 3050);
    expect(board.fresh('slow', 5900, shot(0))).not.toBeNull();
    board.accept('slow', on(2), 9000, 9050);
    expect(board.fresh('slow', 15_001, shot(0))).toBeNull();
  });

  it('is dropped at a cut, until one of the new shot comes', () => {
    const { board } = setUp();
    board.accept('blazeface', on(2), 0, 1150);
    expect(board.fresh('blazeface', 10, shot(1))).toBeNull();
    board.accept('blazeface', on(3), 20, 1250);
    expect(board.fresh('blazeface', 30, shot(1))).not.toBeNull();
  });

  it('is not drawn when its frame is unknown', () => {
    const { board } = setUp();
    board.accept('blazeface', on(99), 0, 1150);
    expect(board.fresh('blazeface', 0, shot(0))).toBeNull();
  });

  it('of random input belongs to no frame and outlives cuts', () => {
    const { board } = setUp();
    board.accept('random', on(null), 0, 1150);
    expect(board.fresh('random', 100, shot(7))).toEqual({
      result: on(null).result,
      lagMs: null,
      origin: null,
    });
  });

  it('of sound belongs to no shot and outlives cuts', () => {
    const { frames, board } = setUp();
    frames.add(4, 1300, 'sound');
    board.accept('listener', on(4), 0, 1400);
    expect(board.fresh('listener', 100, shot(1))).toEqual({
      result: on(4).result,
      lagMs: 100,
      origin: 'sound',
    });
    expect(board.fresh('listener', 100, shot(2))).not.toBeNull();
  });

  it('is judged by the shot of its own source', () => {
    const { frames, board } = setUp();
    frames.add(4, 1300, 'video', 7);
    board.accept('viewer', on(4), 0, 1400);
    expect(board.fresh('viewer', 100, (source) => (source === 'video' ? 7 : 0))?.origin).toBe('video');
    expect(board.fresh('viewer', 100, (source) => (source === 'video' ? 8 : 7))).toBeNull();
  });

  it('vanishes with its tenant', () => {
    const { board } = setUp();
    board.accept('gone', on(1), 0, 1050);
    board.accept('stays', on(1), 0, 1050);
    board.keepOnly(new Set(['stays']));
    expect(board.fresh('gone', 0, shot(0))).toBeNull();
    expect(board.fresh('stays', 0, shot(0))).not.toBeNull();
  });
});

describe('the frame log', () => {
  it('forgets frames when 1024 newer ones have come', () => {
    const { frames } = setUp();
    for (let number = 4; number <= 1027; number += 1) frames.add(number, number, 'camera', 2);
    expect(frames.capturedAt(3)).toBeNull();
    expect(frames.capturedAt(4)).toBe(4);
    expect(frames.cutOf(1027)).toBe(2);
    expect(frames.cutOf(1028)).toBeNull();
  });
});
