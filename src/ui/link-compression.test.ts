import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compressed, decompressed } from './link-compression';

it('any bytes come back, and another implementation of zlib reads and writes the same', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
      expect(decompressed(compressed(bytes))).toEqual(bytes);
      expect(new Uint8Array(inflateSync(compressed(bytes)))).toEqual(bytes);
      expect(decompressed(new Uint8Array(deflateSync(bytes)))).toEqual(bytes);
    }),
    { seed: 17, numRuns: 300 },
  );
});

it('a bomb is refused by the limit alone', () => {
  const bomb = compressed(new Uint8Array(9_000_000));
  expect(decompressed(bomb)).toBe('too-large');
  expect(decompressed(bomb, 9_000_000)).toHaveLength(9_000_000);
});

it('exactly the limit is read, one byte more is not', () => {
  const stream = compressed(new Uint8Array(1000));
  expect(decompressed(stream, 1000)).toHaveLength(1000);
  expect(decompressed(stream, 999)).toBe('too-large');
});

it('a bit that is turned over is noticed, wherever it means anything', () => {
  const text = new TextEncoder().encode('{"name":"a scenario","seed":1,"name again":"a scenario"}');
  const stream = compressed(text);
  for (let bit = 0; bit < stream.length * 8; bit += 1) {
    const turned = Uint8Array.from(stream);
    turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const read = decompressed(turned);
    // Between the last block and the next whole byte are bits that mean nothing.
    if (typeof read !== 'string') expect(read, `bit ${bit}`).toEqual(text);
  }
});
