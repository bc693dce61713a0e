import { createHash } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import { createPrng } from './prng';
import { sha256 } from './sha256';

afterEach(() => vi.unstubAllGlobals());

const known = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

it('hashes the two examples of the standard', async () => {
  expect(await sha256(new TextEncoder().encode('abc'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  expect(await sha256(new Uint8Array())).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
});

it('a page without crypto.subtle is given the same hash, at every length around a block and at an offset', async () => {
  const random = createPrng(7);
  const bytes = Uint8Array.from({ length: 300 }, () => Math.floor(random.next() * 256));
  const large = Uint8Array.from({ length: 100_003 }, () => Math.floor(random.next() * 256));
  const parts = Array.from({ length: 201 }, (_, length) => bytes.subarray(3, 3 + length));
  const own = await sha256(large);
  vi.stubGlobal('crypto', {});
  for (const part of [...parts, large]) expect(await sha256(part), `${part.length} bytes`).toBe(known(part));
  expect(own).toBe(known(large));
});
