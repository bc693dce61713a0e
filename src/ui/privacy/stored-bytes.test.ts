import { expect, it } from 'vitest';
import { storedBytes } from './stored-bytes';

it('buffers and files count by their length, texts by their characters, other values eight bytes', () => {
  expect(storedBytes(new Uint8Array(5))).toBe(5);
  expect(storedBytes(new ArrayBuffer(7))).toBe(7);
  expect(storedBytes(new Blob(['four']))).toBe(4);
  expect(storedBytes('four')).toBe(8);
  for (const one of [1, true, null, undefined, new Date(0)]) expect(storedBytes(one)).toBe(8);
  expect(storedBytes({ ab: [1, 'x'], c: new Float64Array(2) })).toBe(4 + 10 + 2 + 16);
});
