import { describe, expect, it } from 'vitest';
import { SegmentMiddles, tintSegments } from './segment-tint';

/** 5 × 5: a cat (8) of 3 × 3 in the middle, a dog (12) in the last column's top, background around. */
const segments = {
  width: 5,
  height: 5,
  classOf: Uint8Array.from([0, 0, 0, 0, 12, 0, 8, 8, 8, 0, 0, 8, 8, 8, 0, 0, 8, 8, 8, 0, 0, 0, 0, 0, 0]),
  classes: [{ index: 8 }, { index: 12 }],
};

function tint(classes = segments.classes): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(100);
  tintSegments({ ...segments, classes }, '#804020', pixels);
  return pixels;
}

const pixel = (pixels: Uint8ClampedArray, x: number, y: number) => [
  ...pixels.subarray(4 * (5 * y + x), 4 * (5 * y + x) + 4),
];

describe('segments', () => {
  it('have the tenant’s colour for the largest class and another shade for the next', () => {
    const pixels = tint();
    expect(pixel(pixels, 2, 2).slice(0, 3)).toEqual([0x80, 0x40, 0x20]);
    expect(pixel(pixels, 4, 0).slice(0, 3)).not.toEqual([0x80, 0x40, 0x20]);
  });

  it('are translucent inside, firm at their edge, and leave the background alone', () => {
    const pixels = tint();
    const [inside = 0] = pixel(pixels, 2, 2).slice(3);
    const [edge = 0] = pixel(pixels, 1, 2).slice(3);
    expect(inside).toBeGreaterThan(0);
    expect(edge).toBeGreaterThan(2 * inside);
    expect(pixel(pixels, 0, 0)).toEqual([0, 0, 0, 0]);
  });

  it('of a class that is not told stay transparent', () => {
    expect(pixel(tint([{ index: 8 }]), 4, 0)).toEqual([0, 0, 0, 0]);
  });

  it('have a middle for each class, counted once', () => {
    const middles = new SegmentMiddles();
    expect(middles.of(segments).get(8)).toEqual({ x: 0.5, y: 0.5 });
    expect(middles.of(segments).get(12)).toEqual({ x: 0.9, y: 0.1 });
    expect(middles.of(segments).get(3)).toBeUndefined();
    expect(middles.of({ ...segments, classes: [] })).toBe(middles.of(segments));
  });
});
