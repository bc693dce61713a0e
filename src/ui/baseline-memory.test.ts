import { afterEach, expect, it, vi } from 'vitest';
import { rememberAutomaticBaselines, rememberedAutomaticBaselines } from './baseline-memory';

afterEach(() => vi.unstubAllGlobals());

function storage() {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  return kept;
}

it('baselines are taken by themselves unless somebody said no', () => {
  storage();
  expect(rememberedAutomaticBaselines()).toBe(true);
  rememberAutomaticBaselines(false);
  expect(rememberedAutomaticBaselines()).toBe(false);
  rememberAutomaticBaselines(true);
  expect(rememberedAutomaticBaselines()).toBe(true);
});

it('what cannot be read, or is forbidden, counts as not said', () => {
  storage().set('playground-baselines', '{cut');
  expect(rememberedAutomaticBaselines()).toBe(true);
  vi.stubGlobal('localStorage', undefined);
  expect(rememberedAutomaticBaselines()).toBe(true);
  expect(() => rememberAutomaticBaselines(false)).not.toThrow();
});
