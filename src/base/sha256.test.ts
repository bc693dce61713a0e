import { createHash } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import { createPrng } from './prng';
import { digestSha256, plainSha256 } from './sha256';

afterEach(() => vi.unstubAllGlobals());

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const known = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

it('hashes the two examples of the standard', () => {
  expect(hex(plainSha256(new TextEncoder().encode('abc')))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  expect(hex(plainSha256(new Uint8Array()))).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
});

it('agrees with another implementation at every length around a block, and at an offset within its buffer', () => {
  const random = createPrng(7);
  const bytes = Uint8Array.from({ length: 300 }, () => Math.floor(random.next() * 256));
  for (let length = 0; length <= 200; length += 1) {
    const part = bytes.subarray(3, 3 + length);
    expect(hex(plainSha256(part)), `${length} bytes`).toBe(known(part));
  }
  const large = Uint8Array.from({ length: 100_003 }, () => Math.floor(random.next() * 256));
  expect(hex(plainSha256(large))).toBe(known(large));
});

it('a page without crypto.subtle is given the same hash', async () => {
  const bytes = new TextEncoder().encode('a model');
  const own = hex(await digestSha256(bytes));
  vi.stubGlobal('crypto', {});
  expect(hex(await digestSha256(bytes))).toBe(own);
  expect(own).toBe(known(bytes));
});
