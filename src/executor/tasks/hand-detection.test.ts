import { describe, expect, it } from 'vitest';
import type { DetectedHand } from '../../domain/result';
import { decodeContext, imageModel, WHOLE_FRAME } from '../../testing/decoding';
import { handDetection } from './hand-detection';

const palms = imageModel('Palm detector', { shape: [1, 256, 256, 3], range: [-1, 1] });

/** A box of 64 × 32 px on the anchor, points at 1, 2 … 7 px right of and 8 px below it. */
const VALUES = [0, 0, 64, 32, ...[1, 2, 3, 4, 5, 6, 7].flatMap((x) => [x, 8])];

function decode(loud: readonly { anchor: number; logit: number }[], region = WHOLE_FRAME) {
  const data = new Float32Array(2944 * 19);
  for (let anchor = 0; anchor < 2944; anchor++) data[anchor * 19] = -10;
  for (const { anchor, logit } of loud) data.set([logit, ...VALUES], anchor * 19);
  return handDetection.decode([{ shape: [1, 2944, 19], data }], decodeContext(palms, { region }));
}

function handsIn(...given: Parameters<typeof decode>): readonly DetectedHand[] {
  const result = decode(...given);
  return result.kind === 'hands' ? result.hands : [];
}

describe('hand detection', () => {
  it.each([
    // 2 × (32 × 3 + 5) + 1: row 3, column 5 of cells of 8 px
    { grid: 'fine', anchor: 203, x: 44, y: 28 },
    // 2048 + 2 × (16 × 3 + 5): row 3, column 5 of cells of 16 px
    { grid: 'middle', anchor: 2154, x: 88, y: 56 },
    // 2048 + 512 + 6 × (8 × 3 + 5) + 5: row 3, column 5 of cells of 32 px
    { grid: 'coarse', anchor: 2739, x: 176, y: 112 },
  ])('centres the $grid anchors on their cells', ({ anchor, x, y }) => {
    const [hand] = handsIn([{ anchor, logit: 8 }]);
    expect(hand?.box).toEqual({ x: (x - 32) / 256, y: (y - 16) / 256, width: 0.25, height: 0.125 });
    expect(hand?.keypoints).toHaveLength(7);
    for (const [point, place] of (hand?.keypoints ?? []).entries()) {
      expect(place.x).toBeCloseTo((x + point + 1) / 256, 12);
      expect(place.y).toBeCloseTo((y + 8) / 256, 12);
    }
    expect(hand?.score).toBeCloseTo(1 / (1 + Math.exp(-8)), 6);
  });

  it('blends what overlaps and keeps apart what does not', () => {
    expect(
      handsIn([
        { anchor: 2154, logit: 8 },
        { anchor: 2155, logit: 7 }, // the same cell
        { anchor: 2943, logit: 9 }, // the last cell
      ]).map(({ score }) => score.toFixed(4)),
    ).toEqual(['0.9999', '0.9997']);
  });

  it('maps boxes through a letterboxed region', () => {
    const [hand] = handsIn([{ anchor: 2739, logit: 8 }], { x: 0, y: -0.5, width: 1, height: 2 });
    expect(hand?.box).toEqual({ x: 144 / 256, y: 0.25, width: 0.25, height: 0.25 });
  });

  it('says "no hand" when no anchor reaches the threshold', () => {
    const logitOf = (score: number) => Math.log(score / (1 - score));
    expect(decode([{ anchor: 0, logit: logitOf(0.994) }])).toEqual({ kind: 'nothing', reason: 'no hand' });
    expect(decode([{ anchor: 0, logit: logitOf(0.996) }]).kind).toBe('hands');
  });

  it('refuses a number that is not finite', () => {
    expect(() => decode([{ anchor: 0, logit: NaN }])).toThrow('Palm detector returned NaN at 0');
  });
});
