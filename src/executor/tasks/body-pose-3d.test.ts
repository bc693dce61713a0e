import { describe, expect, it } from 'vitest';
import { decodeContext, imageModel, WHOLE_FRAME } from '../../testing/decoding';
import { bodyPose3d } from './body-pose-3d';

const blazepose = imageModel('BlazePose', { shape: [1, 256, 256, 3] });

/** All joints at 64, 128 px; joint n has n + 1 centimetres of x, and visibility as given. */
function decode(flag: number, visibility = 0, region = WHOLE_FRAME) {
  const joints = Array.from({ length: 39 }, () => [64, 128, 7, visibility, 3]);
  const metres = Array.from({ length: 39 }, (_, joint) => [(joint + 1) / 128, 0.25, -0.5]);
  const outputs = [
    { shape: [1, 117], data: Float32Array.from(metres.flat()) },
    { shape: [1, 64, 64, 39], data: new Float32Array(64 * 64 * 39) },
    { shape: [1, 1], data: new Float32Array([flag]) },
    { shape: [1, 195], data: Float32Array.from(joints.flat()) },
  ];
  return bodyPose3d.decode(outputs, decodeContext(blazepose, { region }));
}

describe('body pose in 3-D', () => {
  it('has thirty-three joints, named in MediaPipe’s order, and leaves six points out', () => {
    const result = decode(0.9);
    if (result.kind !== 'pose') throw new Error(result.kind);
    expect(result.keypoints).toHaveLength(33);
    expect([0, 11, 16, 32].map((joint) => result.keypoints[joint]?.name)).toEqual([
      'nose',
      'left shoulder',
      'right wrist',
      'right foot',
    ]);
  });

  it('maps px of a letterboxed input to the frame, and visibility to 0..1', () => {
    const result = decode(0.9, 0, { x: 0, y: -0.5, width: 1, height: 2 });
    expect(result).toMatchObject({
      keypoints: expect.arrayContaining([{ name: 'nose', score: 0.5, x: 0.25, y: 0.5 }]),
    });
  });

  it('gives each joint its place in metres', () => {
    const result = decode(0.9, 0);
    if (result.kind !== 'pose') throw new Error(result.kind);
    expect(result.world).toHaveLength(33);
    expect(result.world?.[1]).toEqual({
      name: 'left eye, inner corner',
      score: 0.5,
      x: 2 / 128,
      y: 0.25,
      z: -0.5,
    });
  });

  it('says "no body" when the network does', () => {
    expect(decode(0.79)).toEqual({ kind: 'nothing', reason: 'no body' });
    expect(decode(0.81).kind).toBe('pose');
  });

  it('refuses joints that are not finite, with or without a body', () => {
    expect(() => decode(0.1, NaN)).toThrow('BlazePose returned NaN at 3 of its output [1, 195]');
  });
});
