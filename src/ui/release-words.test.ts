import { expect, it } from 'vitest';
import { releaseWords } from './release-words';

const before = { inUse: 20_000_000, reserved: 64_000_000 };
const words = (report: Parameters<typeof releaseWords>[0]) => releaseWords(report).replaceAll('\u202f', ' ');

it('tells tensors and reserve before and after', () => {
  const after = { inUse: 7_600_000, reserved: 64_000_000 };
  expect(words({ executorId: 'wasm-1', before, after })).toBe(
    '12 MB of tensors came back (20 MB before, 7.6 MB after); wasm-1 reserves 64 MB as before.',
  );
});

it('an executor that ended returned everything that it held', () => {
  expect(words({ executorId: 'wasm-1', before, after: null })).toBe(
    'wasm-1 ended: 20 MB in tensors and 64 MB reserved before, nothing after.',
  );
});

it('a backend that cannot tell is not given a figure', () => {
  const unknown = { inUse: null, reserved: null };
  expect(words({ executorId: 'x', before: unknown, after: unknown })).toBe(
    'Its backend does not tell how many bytes came back.',
  );
});

it('nothing loaded, nothing told', () => {
  expect(releaseWords(null)).toBe('');
});
