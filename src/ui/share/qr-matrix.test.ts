import fc from 'fast-check';
import decodeQR from 'qr/decode.js';
import { expect, it } from 'vitest';
import { bytesOf, MOST_BYTES, type QrCode, qrCode } from './qr-matrix';

/** What a camera sees of the drawn path: each module as 4 × 4 pixels. */
function pictureOf({ size, path }: QrCode) {
  const scale = 4;
  const width = size * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      const from = (row * width + Number(x) * scale) * 4;
      for (let at = from; at < from + Number(length) * scale * 4; at += 4) data.fill(0, at, at + 3);
    }
  }
  return { width, height: width, data };
}

/** Upright and unmirrored: three finder patterns, and none at the lower right. */
const read = (text: string) => decodeQR(pictureOf(qrCode(text) ?? { size: 0, modules: 0, path: '' }));

it('a drawn code reads as the link that it was made of, whatever its length', () => {
  const link = fc
    .stringMatching(/^[A-Za-z0-9_-]{1,2900}$/)
    .map((hash) => `https://playground.example/#z=${hash}`.slice(0, MOST_BYTES));
  fc.assert(
    fc.property(link, (url) => {
      expect(read(url)).toBe(url);
    }),
    { seed: 7, numRuns: 25 },
  );
});

it('the longest text that fits is drawn and read, one more is not drawn', () => {
  const longest = 'a'.repeat(MOST_BYTES);
  expect(read(longest)).toBe(longest);
  expect(qrCode(`${longest}a`)).toBeNull();
});

it('lengths are counted in bytes, as codes count them', () => {
  expect(bytesOf('ü')).toBe(2);
  expect(qrCode('ü'.repeat(1477))).toBeNull();
});
