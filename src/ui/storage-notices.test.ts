import { afterEach, expect, it, vi } from 'vitest';
import { recalled, remember } from './remembered-text';
import { noticeForgotten } from './storage-notices';
import { createPlaygroundStore } from './store';

afterEach(() => vi.unstubAllGlobals());

it('a choice that cannot be remembered is told once, with the way to what is kept', () => {
  const full = () => {
    throw new DOMException('no room', 'QuotaExceededError');
  };
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: full });
  const store = createPlaygroundStore();
  const end = noticeForgotten(store);
  expect(remember('a', '1')).toBe(false);
  expect(remember('b', '2')).toBe(false);
  const [notice, ...others] = store.getState().notices;
  expect(others).toEqual([]);
  expect(notice?.text).toContain('until this page closes');
  notice?.action?.run();
  expect(store.getState().dialog).toBe('privacy');
  end();
});

it('a browser that throws at the touch of its storage remembers nothing and stops nothing', () => {
  vi.stubGlobal('localStorage', undefined);
  expect(recalled('a')).toBeNull();
  expect(remember('a', '1')).toBe(false);
});

it('what is remembered is known again, and nobody is told', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
  });
  const store = createPlaygroundStore();
  noticeForgotten(store);
  expect(remember('a', 'text')).toBe(true);
  expect(recalled('a')).toBe('text');
  expect(store.getState().notices).toEqual([]);
});
