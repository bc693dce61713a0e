import { afterEach, expect, it, vi } from 'vitest';
import { rememberedKeysOn, rememberKeysOn } from './keys-memory';

function storage(first: Readonly<Record<string, string>> = {}) {
  const kept = new Map(Object.entries(first));
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
}
const refuse = () => {
  throw new Error('storage is refused');
};

afterEach(() => vi.unstubAllGlobals());

it('keys act until somebody turns them off, which holds until they are turned on again', () => {
  storage();
  expect(rememberedKeysOn()).toBe(true);
  rememberKeysOn(false);
  expect(rememberedKeysOn()).toBe(false);
  rememberKeysOn(true);
  expect(rememberedKeysOn()).toBe(true);
});

it('what cannot be read is no choice: keys act', () => {
  for (const garbage of ['', '{"off', 'false', '\u0000']) {
    storage({ 'playground-keys': garbage });
    expect(rememberedKeysOn()).toBe(true);
  }
});

it('a storage that is refused changes nothing and throws nothing', () => {
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
  expect(rememberedKeysOn()).toBe(true);
  expect(() => rememberKeysOn(false)).not.toThrow();
});
