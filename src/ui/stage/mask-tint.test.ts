import { describe, expect, it } from 'vitest';
import { rgbOf, tintMask } from './mask-tint';

describe('a tinted mask', () => {
  it('is clear outside, translucent inside and firm along the contour, in the tenant’s colour', () => {
    const alpha = Uint8Array.from({ length: 25 }, (_, index) => {
      const [x, y] = [index % 5, Math.floor(index / 5)];
      return x >= 1 && x <= 3 && y >= 1 && y <= 3 ? 255 : 0;
    });
    const pixels = new Uint8ClampedArray(100).fill(9);
    tintMask({ width: 5, height: 5, alpha }, [224, 122, 207], pixels);
    const at = (x: number, y: number) => [...pixels.subarray(4 * (5 * y + x), 4 * (5 * y + x) + 4)];
    expect(at(0, 0)).toEqual([0, 0, 0, 0]);
    expect(at(2, 2).slice(0, 3)).toEqual([224, 122, 207]);
    expect(at(2, 2)[3]).toBeLessThan(80);
    expect(at(1, 2)[3]).toBeGreaterThan(200);
  });

  it('reads the colours of the palette', () => {
    expect(rgbOf('#e07acf')).toEqual([224, 122, 207]);
  });
});
