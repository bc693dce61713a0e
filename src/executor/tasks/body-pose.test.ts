import { describe, expect, it } from 'vitest';
import { decodeContext, imageModel, WHOLE_FRAME } from '../../testing/decoding';
import { bodyPose } from './body-pose';

const movenet = imageModel('MoveNet');

/** All joints at `y`, `x` of the input; the given scores come first, 0.1 is the rest. */
function decode(scores: readonly number[], region = WHOLE_FRAME, [y, x] = [0.5, 0.25]) {
  const joints = Array.from({ length: 17 }, (_, joint) => [y, x, scores[joint] ?? 0.1]);
  const outputs = [{ shape: [1, 1, 17, 3], data: new Float32Array(joints.flat() as number[]) }]; // none is undefined
  return bodyPose.decode(outputs, decodeContext(movenet, { region }));
}

const nobody = { kind: 'nothing', reason: 'no body' };

describe('body pose', () => {
  it('reads y before x and names the joints in the order of COCO', () => {
    const result = decode([0.5, 0.5, 0.5, 0.75]);
    if (result.kind !== 'pose') throw new Error(result.kind);
    expect(result.keypoints).toHaveLength(17);
    expect(result.keypoints[0]).toEqual({ name: 'nose', score: 0.5, x: 0.25, y: 0.5 });
    expect(result.keypoints[5]?.name).toBe('left shoulder');
    expect(result.keypoints[16]?.name).toBe('right ankle');
  });

  it('scores the mean of the joints that are seen', () => {
    expect(decode([0.5, 0.5, 0.5, 0.75])).toMatchObject({ score: 0.5625 });
  });

  it('maps joints through a letterboxed region, also to outside the frame', () => {
    const region = { x: -0.5, y: 0, width: 2, height: 1 }; // a frame of 1:2
    const result = decode([0.5, 0.5, 0.5, 0.5], region, [0.75, 0.125]);
    expect(result).toMatchObject({
      keypoints: expect.arrayContaining([expect.objectContaining({ x: -0.25, y: 0.75 })]),
    });
  });

  it('says "no body" for three joints, however sure', () => {
    expect(decode([0.9, 0.9, 0.9])).toEqual(nobody);
    expect(decode([0.9, 0.9, 0.9, 0.3125]).kind).toBe('pose');
  });

  it('says "no body" for seventeen faint joints', () => {
    expect(decode(new Array<number>(17).fill(0.39))).toEqual(nobody);
    expect(decode(new Array<number>(17).fill(0.41)).kind).toBe('pose');
  });

  it('refuses an output of another network', () => {
    const outputs = [{ shape: [1, 6, 56], data: new Float32Array(336) }];
    expect(() => bodyPose.decode(outputs, decodeContext(movenet))).toThrow(
      'MoveNet returned no output of shape [1, 1, 17, 3], only [1, 6, 56]',
    );
  });
});
