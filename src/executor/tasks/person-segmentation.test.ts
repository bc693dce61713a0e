import { describe, expect, it } from 'vitest';
import type { Box } from '../../domain/result';
import { decodeContext, imageModel, WHOLE_FRAME } from '../../testing/decoding';
import { personSegmentation } from './person-segmentation';

const SIDE = 8;
const selfie = imageModel('Selfie', { shape: [1, SIDE, SIDE, 3] });
/** A frame of 2:1: rows 2 to 5 of 8 lie in it. */
const WIDE: Box = { x: 0, y: -0.5, width: 1, height: 2 };

/** @param confidence of the sample at row, column. */
function decode(confidence: (row: number, column: number) => number, region = WHOLE_FRAME) {
  const data = Float32Array.from({ length: SIDE * SIDE }, (_, at) =>
    confidence(Math.floor(at / SIDE), at % SIDE),
  );
  const outputs = [{ shape: [1, SIDE, SIDE, 1], data }];
  return personSegmentation.decode(outputs, decodeContext(selfie, { region }));
}
const nobody = { kind: 'nothing', reason: 'no person' };

describe('person segmentation', () => {
  it('turns 0..1 into alpha 0..255', () => {
    const result = decode((_, column) => (column < 4 ? 1 : column === 4 ? 0.5 : 0));
    if (result.kind !== 'mask') throw new Error(result.kind);
    expect(Array.from(result.alpha.subarray(0, SIDE))).toEqual([255, 255, 255, 255, 128, 0, 0, 0]);
    expect(result).toMatchObject({ width: SIDE, height: SIDE, region: WHOLE_FRAME, coverageFraction: 5 / 8 });
  });

  it('counts only the part of a letterboxed mask that lies in the frame', () => {
    expect(decode((row) => (row < 4 ? 1 : 0), WIDE)).toMatchObject({ coverageFraction: 0.5, region: WIDE });
  });

  it('is empty in the padding, whatever the network sees there', () => {
    const result = decode(() => 1, WIDE);
    if (result.kind !== 'mask') throw new Error(result.kind);
    const rows = Array.from({ length: SIDE }, (_, row) => result.alpha[row * SIDE]);
    expect(rows).toEqual([0, 0, 255, 255, 255, 255, 0, 0]);
  });

  it('says "no person" when only the padding is marked', () => {
    expect(decode((row) => (row < 2 ? 1 : 0), WIDE)).toEqual(nobody);
  });

  it('says "no person" when nothing is marked', () => {
    expect(decode(() => 0)).toEqual(nobody);
  });

  it('says "no person" when more than half of what is marked is undecided', () => {
    const half = (decided: number) => (_: number, column: number) => (column < decided ? 1 : 0.6);
    expect(decode(half(3))).toEqual(nobody);
    expect(decode(half(4)).kind).toBe('mask');
  });

  it('refuses a confidence that is not finite, also in the padding', () => {
    expect(() => decode((row) => (row === 0 ? NaN : 1), WIDE)).toThrow(
      'Selfie returned NaN at 0 of its output [1, 8, 8, 1]',
    );
  });
});
