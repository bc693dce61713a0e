import { describe, expect, it } from 'vitest';
import type { DetectedFace, Result } from '../../domain/result';
import { decodeContext, imageModel, WHOLE_FRAME } from '../../testing/decoding';
import { faceDetection } from './face-detection';

const blazeface = imageModel('BlazeFace', { shape: [1, 256, 256, 3] });
const NO = -10;

/** Both grids, silent but for the given anchors: index in its grid, logit, 16 raw values. */
function outputs(loud: { grid: 512 | 384; anchor: number; logit: number; values: number[] }[]) {
  return ([512, 384] as const).flatMap((anchors) => {
    const scores = new Float32Array(anchors).fill(NO);
    const boxes = new Float32Array(anchors * 16);
    for (const { grid, anchor, logit, values } of loud) {
      if (grid !== anchors) continue;
      scores[anchor] = logit;
      boxes.set(values, anchor * 16);
    }
    return [
      { shape: [1, anchors, 1], data: scores },
      { shape: [1, anchors, 16], data: boxes },
    ];
  });
}

const decode = (given: Parameters<typeof outputs>[0], region = WHOLE_FRAME): Result =>
  faceDetection.decode(outputs(given), decodeContext(blazeface, { region }));

const facesOf = (result: Result): readonly DetectedFace[] => (result.kind === 'faces' ? result.faces : []);

/** Centre shift 0, a box of 64 × 32 px, points at 1, 2 … 6 px right of and 8 px below the anchor. */
const VALUES = [0, 0, 64, 32, 1, 8, 2, 8, 3, 8, 4, 8, 5, 8, 6, 8];

describe('face detection', () => {
  it('centres the fine anchors on cells of 16 px, two a cell', () => {
    // anchor 2 × (16 × 3 + 5) + 1: second anchor of row 3, column 5, centre (88, 56) px
    const [face] = facesOf(decode([{ grid: 512, anchor: 107, logit: 3, values: VALUES }]));
    expect(face?.box).toEqual({ x: 56 / 256, y: 40 / 256, width: 64 / 256, height: 32 / 256 });
    expect(face?.score).toBeCloseTo(1 / (1 + Math.exp(-3)), 6);
  });

  it('centres the coarse anchors on cells of 32 px, six a cell', () => {
    // anchor 6 × (8 × 3 + 5) + 5: last anchor of row 3, column 5, centre (176, 112) px
    const [face] = facesOf(decode([{ grid: 384, anchor: 179, logit: 3, values: VALUES }]));
    expect(face?.box).toEqual({ x: 144 / 256, y: 96 / 256, width: 64 / 256, height: 32 / 256 });
  });

  it('places the six points from the anchor', () => {
    const [face] = facesOf(decode([{ grid: 384, anchor: 179, logit: 3, values: VALUES }]));
    expect(face?.keypoints).toEqual([1, 2, 3, 4, 5, 6].map((x) => ({ x: (176 + x) / 256, y: 120 / 256 })));
  });

  it('maps boxes and points through a letterboxed region', () => {
    // a frame of 2:1: the input reaches half a frame height beyond it above and below
    const region = { x: 0, y: -0.5, width: 1, height: 2 };
    const [face] = facesOf(decode([{ grid: 384, anchor: 179, logit: 3, values: VALUES }], region));
    expect(face?.box).toEqual({ x: 144 / 256, y: 0.25, width: 0.25, height: 0.25 });
    expect(face?.keypoints[0]).toEqual({ x: 177 / 256, y: 2 * (120 / 256) - 0.5 });
  });

  it('blends the anchors of both grids that see one face, and keeps another apart', () => {
    const shifted = [8, 8, ...VALUES.slice(2)];
    const faces = facesOf(
      decode([
        { grid: 512, anchor: 107, logit: 3, values: VALUES }, // centre (88, 56) px
        { grid: 384, anchor: 60, logit: 2, values: shifted }, // centre (80, 48) px + 8: the same place
        { grid: 384, anchor: 383, logit: 2.5, values: VALUES }, // last anchor, centre (240, 240) px
      ]),
    );
    expect(faces.map(({ score }) => score.toFixed(3))).toEqual(['0.953', '0.924']);
    expect(faces[0]?.box.x).toBeCloseTo(56 / 256, 12);
    expect(faces[1]?.box.x).toBeCloseTo(208 / 256, 12);
  });

  it('says "no face" when no anchor reaches the threshold of 0.75', () => {
    const justBelow = Math.log(0.749 / 0.251);
    const justAbove = Math.log(0.751 / 0.249);
    expect(decode([{ grid: 512, anchor: 0, logit: justBelow, values: VALUES }])).toEqual({
      kind: 'nothing',
      reason: 'no face',
    });
    expect(decode([{ grid: 512, anchor: 0, logit: justAbove, values: VALUES }]).kind).toBe('faces');
  });

  it('refuses a number that is not finite, naming the model', () => {
    expect(() => decode([{ grid: 512, anchor: 0, logit: NaN, values: VALUES }])).toThrow(
      'BlazeFace returned NaN at 0 of its output [1, 512, 1]',
    );
  });
});
