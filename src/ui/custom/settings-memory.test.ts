import { describe, expect, it } from 'vitest';
import type { CustomSettings } from '../../domain/custom-model';
import { SettingsMemory, type TextStorage } from './settings-memory';

const settings = (name: string, values = [1]): CustomSettings => ({
  name,
  inputs: [{ name: 'x', shape: [1, 4], feed: { kind: 'values', values } }],
  view: { kind: 'numbers' },
});

function storageOf(text: string | null = null): TextStorage & { text: string | null } {
  const storage = {
    text,
    getItem: () => storage.text,
    setItem: (_key: string, value: string) => {
      storage.text = value;
    },
  };
  return storage;
}
const refused = (): TextStorage => {
  throw new DOMException('blocked', 'SecurityError');
};

describe('the settings of custom models', () => {
  it('are known again at the next visit', () => {
    const storage = storageOf();
    expect(new SettingsMemory(() => storage).write('custom-0123456789ab', settings('net'))).toBe(true);
    expect(new SettingsMemory(() => storage).read('custom-0123456789ab')).toEqual(settings('net'));
    expect(new SettingsMemory(() => storage).read('custom-000000000000')).toBeNull();
  });

  it('hold for this visit where storage is refused, and it is said', () => {
    const memory = new SettingsMemory(refused);
    expect(memory.write('a', settings('net'))).toBe(false);
    expect(memory.read('a')).toEqual(settings('net'));
  });

  it('are ignored when what is stored is something else', () => {
    for (const text of ['{', '7', '[["a",{"name":""}]]', '[7,["a"]]', '{"a":1}']) {
      expect(new SettingsMemory(() => storageOf(text)).read('a')).toBeNull();
    }
  });

  it('of the forty newest models are kept', () => {
    const storage = storageOf();
    const memory = new SettingsMemory(() => storage);
    for (let index = 0; index < 45; index += 1) memory.write(`m${index}`, settings(`net ${index}`));
    const later = new SettingsMemory(() => storage);
    expect(later.read('m4')).toBeNull();
    expect(later.read('m5')?.name).toBe('net 5');
    expect(JSON.parse(storage.text ?? '')).toHaveLength(40);
  });

  it('never take more than their share of the storage', () => {
    const storage = storageOf();
    const memory = new SettingsMemory(() => storage);
    const long = Array.from({ length: 4096 }, () => 0.123456789012345);
    for (let index = 0; index < 12; index += 1) memory.write(`m${index}`, settings('net', long));
    expect(storage.text?.length).toBeLessThanOrEqual(500_000);
    expect(new SettingsMemory(() => storage).read('m11')).not.toBeNull();
  });
});
