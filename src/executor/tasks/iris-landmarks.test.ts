import { describe, expect, it } from 'vitest';
import { decodeContext, imageModel } from '../../testing/decoding';
import { irisLandmarks } from './iris-landmarks';
import type { DecodeContext } from './task';

const iris = imageModel('Iris', { shape: [2, 64, 64, 3], region: 'eyes' });
const RIGHT = { x: 0, y: 0, width: 0.5, height: 0.5 };
const LEFT = { x: 0.5, y: 0, width: 0.5, height: 0.5 };

/** In both eyes: the contour at 16, 32 px, the iris at 48, 16 px; z is 9. */
function decode(change: Partial<Omit<DecodeContext, 'model'>> = {}) {
  const eye = [
    ...new Array<number[]>(71).fill([16, 32, 9]),
    ...new Array<number[]>(5).fill([48, 16, 9]),
  ].flat();
  const outputs = [{ shape: [2, 1, 1, 228], data: Float32Array.from([...eye, ...eye]) }];
  return irisLandmarks.decode(outputs, decodeContext(iris, { regions: [RIGHT, LEFT], ...change }));
}

describe('iris landmarks', () => {
  it('places the right eye as the network sees it, in its own region', () => {
    const result = decode();
    if (result.kind !== 'eyes') throw new Error(result.kind);
    const [right] = result.eyes;
    expect(right?.side).toBe('right');
    expect(right?.contour).toHaveLength(142);
    expect(Array.from(right?.contour.subarray(0, 2) ?? [])).toEqual([0.125, 0.25]);
    expect(right?.iris).toEqual(new Array(5).fill({ x: 0.375, y: 0.125 }));
  });

  it('mirrors the left eye back', () => {
    const result = decode();
    if (result.kind !== 'eyes') throw new Error(result.kind);
    const [, left] = result.eyes;
    expect(left?.side).toBe('left');
    expect(Array.from(left?.contour.subarray(0, 2) ?? [])).toEqual([0.875, 0.25]);
    expect(left?.iris[0]).toEqual({ x: 0.625, y: 0.125 });
  });

  it('shows the network the left eye in a mirror, and the right one as it is', () => {
    const tiny = imageModel('Iris', { shape: [2, 1, 2, 3] });
    const pixels = new Uint8ClampedArray([255, 0, 0, 255, 0, 0, 0, 255, 0, 255, 0, 255, 0, 0, 0, 255]);
    const before = pixels.slice();
    const input = irisLandmarks.preprocess({ kind: 'pixels', pixels }, tiny);
    expect([...input]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
    expect(pixels).toEqual(before);
  });

  it('says "no face in this frame" when there were no eyes to crop to', () => {
    expect(decode({ regionFound: false })).toEqual({ kind: 'nothing', reason: 'no face in this frame' });
  });

  it('takes a single region for two eyes as a bug', () => {
    expect(() => decode({ regions: [RIGHT] })).toThrow('1 regions came for 2 eyes');
  });
});
