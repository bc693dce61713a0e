import { describe, expect, it } from 'vitest';
import { decodeContext, imageModel } from '../../testing/decoding';
import { handLandmarks } from './hand-landmarks';
import type { DecodeContext } from './task';

const hand = imageModel('Hand landmarks', { shape: [1, 224, 224, 3], region: 'hand' });
const crop = { x: -0.125, y: 0.25, width: 0.5, height: 0.5 };

/** The four outputs in an order of their own; those of one shape differ by name. */
function decode(presence: number, right: number, change: Partial<Omit<DecodeContext, 'model'>> = {}) {
  const px = new Float32Array(63);
  px.set([56, 112, 9], 0);
  px.set([224, 224, -9], 60);
  const outputs = [
    { name: 'Identity_3', shape: [1, 63], data: new Float32Array(63).fill(0.01) },
    { name: 'Identity_2', shape: [1, 1], data: new Float32Array([right]) },
    { name: 'Identity', shape: [1, 63], data: px },
    { name: 'Identity_1', shape: [1, 1], data: new Float32Array([presence]) },
  ];
  return handLandmarks.decode(outputs, decodeContext(hand, { region: crop, ...change }));
}

describe('hand landmarks', () => {
  it('map px of the crop to fractions of the frame and leave depth out', () => {
    const result = decode(0.875, 0.75);
    if (result.kind !== 'hand-landmarks') throw new Error(result.kind);
    expect(result.points).toHaveLength(42);
    expect(Array.from(result.points.subarray(0, 2))).toEqual([0, 0.5]);
    expect(Array.from(result.points.subarray(40))).toEqual([0.375, 0.75]);
    expect(result.score).toBe(0.875);
  });

  it('tell presence from handedness by name', () => {
    expect(decode(0.875, 0.75)).toMatchObject({ handedness: { label: 'right hand', score: 0.75 } });
    expect(decode(0.875, 0.25)).toMatchObject({
      score: 0.875,
      handedness: { label: 'left hand', score: 0.75 },
    });
  });

  it('say "no hand" when the network sees none in the crop', () => {
    expect(decode(0.49, 0.9)).toEqual({ kind: 'nothing', reason: 'no hand' });
    expect(decode(0.51, 0.9).kind).toBe('hand-landmarks');
  });

  it('say "no hand in this frame" of a stand-in, whatever the network makes of it', () => {
    expect(decode(0.9, 0.9, { regionFound: false })).toEqual({
      kind: 'nothing',
      reason: 'no hand in this frame',
    });
  });

  it('refuse outputs without names', () => {
    const outputs = [{ shape: [1, 63], data: new Float32Array(63) }];
    expect(() => handLandmarks.decode(outputs, decodeContext(hand))).toThrow(
      'Hand landmarks returned no output Identity of shape [1, 63]',
    );
  });
});
