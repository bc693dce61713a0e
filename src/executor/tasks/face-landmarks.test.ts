import { describe, expect, it } from 'vitest';
import { decodeContext, imageModel } from '../../testing/decoding';
import { faceLandmarks } from './face-landmarks';
import type { DecodeContext } from './task';

const facemesh = imageModel('FaceMesh', { shape: [1, 192, 192, 3] });
/** A face at the left edge: the crop begins outside the frame. */
const crop = { x: -0.125, y: 0.25, width: 0.5, height: 0.5 };

function decode(presence: number, change: Partial<DecodeContext> = {}, mesh = new Float32Array(1404)) {
  const outputs = [
    { shape: [1, 266], data: new Float32Array(266) },
    { shape: [1, 1], data: new Float32Array([presence]) },
    { shape: [1, 1404], data: mesh },
  ];
  return faceLandmarks.decode(outputs, decodeContext(facemesh, { region: crop, ...change }));
}

describe('face landmarks', () => {
  it('map px of the crop to fractions of the frame and leave depth out', () => {
    const mesh = new Float32Array(1404);
    mesh.set([48, 96, 7], 0);
    mesh.set([192, 192, -7], 1401);
    const result = decode(0.9, {}, mesh);
    if (result.kind !== 'landmarks') throw new Error(result.kind);
    expect(result.points).toHaveLength(936);
    expect(Array.from(result.points.subarray(0, 2))).toEqual([0, 0.5]);
    expect(Array.from(result.points.subarray(934))).toEqual([0.375, 0.75]);
    expect(result.score).toBeCloseTo(0.9, 6);
  });

  it('say "no face in this frame" when there was no face to crop to', () => {
    const whole = { region: { x: 0, y: 0, width: 1, height: 1 }, regionFound: false };
    expect(decode(0.9, whole)).toEqual({ kind: 'nothing', reason: 'no face in this frame' });
  });

  it('say "no face" when the network itself sees none in the crop', () => {
    expect(decode(0.49)).toEqual({ kind: 'nothing', reason: 'no face' });
    expect(decode(0.51).kind).toBe('landmarks');
  });

  it('refuse a point that is not finite, with or without a face', () => {
    const mesh = new Float32Array(1404).fill(NaN, 4, 5);
    expect(() => decode(0.9, {}, mesh)).toThrow('FaceMesh returned NaN at 4 of its output [1, 1404]');
    expect(() => decode(0.9, { regionFound: false }, mesh)).toThrow('FaceMesh returned NaN');
  });
});
