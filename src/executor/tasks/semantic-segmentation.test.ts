import { describe, expect, it } from 'vitest';
import { decodeContext, imageModel, WHOLE_FRAME } from '../../testing/decoding';
import { semanticSegmentation } from './semantic-segmentation';

const deeplab = imageModel('DeepLab', { shape: [1, 20, 20, 3] });
const SIDE = 20;
const CAT = 8;
const PERSON = 15;

/** @param classAt of the sample at row, column. */
function decode(classAt: (row: number, column: number) => number, region = WHOLE_FRAME) {
  const data = Int32Array.from({ length: SIDE * SIDE }, (_, at) => classAt(Math.floor(at / SIDE), at % SIDE));
  return semanticSegmentation.decode([{ shape: [1, SIDE, SIDE], data }], decodeContext(deeplab, { region }));
}

describe('semantic segmentation', () => {
  it('lists the classes with their share of the frame, largest first, without the background', () => {
    const result = decode((row) => (row < 5 ? CAT : row < 15 ? PERSON : 0));
    expect(result).toMatchObject({
      width: SIDE,
      height: SIDE,
      classes: [
        { index: PERSON, label: 'person', coverageFraction: 0.5 },
        { index: CAT, label: 'cat', coverageFraction: 0.25 },
      ],
    });
  });

  it('is background in the padding of a letterboxed input and does not count it', () => {
    const result = decode((row) => (row < 10 ? CAT : 0), { x: 0, y: -0.5, width: 1, height: 2 });
    if (result.kind !== 'segments') throw new Error(result.kind);
    expect(result.classes).toEqual([{ index: CAT, label: 'cat', coverageFraction: 0.5 }]);
    const rows = Array.from({ length: SIDE }, (_, row) => result.classOf[row * SIDE]);
    expect(rows).toEqual([...new Array(5).fill(0), ...new Array(5).fill(CAT), ...new Array(10).fill(0)]);
  });

  it('leaves specks below a hundredth out of the list', () => {
    const specks = (count: number) => decode((row, column) => (row === 0 && column < count ? CAT : 0));
    expect(specks(3)).toEqual({ kind: 'nothing', reason: 'nothing but background' });
    expect(specks(4).kind).toBe('segments');
  });

  it('refuses a class that does not exist', () => {
    expect(() => decode(() => 21)).toThrow('DeepLab returned class 21 of 21');
  });
});
