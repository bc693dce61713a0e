import { describe, expect, it } from 'vitest';
import { boxToFrame, pointsToFrame, samplesInFrame } from './region';

/** A frame of 2:1: the input reaches half a frame height beyond it above and below. */
const LETTERBOX = { x: 0, y: -0.5, width: 1, height: 2 };

describe('a region', () => {
  it('places a centred box in the frame', () => {
    expect(boxToFrame(LETTERBOX, [0.5, 0.5, 0.5, 0.25])).toEqual({
      x: 0.25,
      y: 0.25,
      width: 0.5,
      height: 0.5,
    });
  });

  it('places pairs as points', () => {
    expect(pointsToFrame(LETTERBOX, [0, 0.25, 1, 1])).toEqual([
      { x: 0, y: 0 },
      { x: 1, y: 1.5 },
    ]);
  });

  it('has the samples in the frame whose centre is', () => {
    expect(samplesInFrame(-0.5, 2, 8)).toEqual({ first: 2, end: 6 });
    expect(samplesInFrame(0, 1, 8)).toEqual({ first: 0, end: 8 });
    expect(samplesInFrame(0.25, 0.5, 8)).toEqual({ first: 0, end: 8 });
  });

  it('has none when it lies beside the frame', () => {
    const { first, end } = samplesInFrame(2, 1, 8);
    expect(end - first).toBe(0);
  });
});
