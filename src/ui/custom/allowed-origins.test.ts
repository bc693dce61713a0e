import { describe, expect, it } from 'vitest';
import { AllowedOrigins } from './allowed-origins';

const [A, B, LOCAL] = ['https://a.example', 'https://b.example', 'http://localhost:8080'];

/** A browser's storage that can be blocked, with what stands in it. */
function storageWith(text: string | null = null) {
  const held = new Map<string, string>(text === null ? [] : [['playground-origins', text]]);
  let blocked = false;
  const storage = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
  const open = () => {
    if (blocked) throw new DOMException('blocked', 'SecurityError');
    return storage;
  };
  return { held, open, block: (value: boolean) => (blocked = value) };
}

describe('sites that were always allowed', () => {
  it('are known at the next visit, newest last, each once', () => {
    const { open, held } = storageWith();
    const origins = new AllowedOrigins(open);
    for (const origin of [A, LOCAL, A]) expect(origins.allow(origin)).toBe(true);
    expect(held.get('playground-origins')).toBe(JSON.stringify([LOCAL, A]));
    const later = new AllowedOrigins(open);
    expect(later.list()).toEqual([LOCAL, A]);
    expect([A, B, LOCAL].map((origin) => later.has(origin))).toEqual([true, false, true]);
  });

  it('are forgotten one by one, by every tab at once', () => {
    const { open, held } = storageWith(JSON.stringify([A, B]));
    const [one, other] = [new AllowedOrigins(open), new AllowedOrigins(open)];
    expect(one.forget(A)).toBe(true);
    expect(other.list()).toEqual([B]);
    expect(one.forget(B)).toBe(true);
    expect(other.has(B)).toBe(false);
    expect([...held]).toEqual([]);
  });

  it('are forgotten all at once', () => {
    const { open, held, block } = storageWith(JSON.stringify([A]));
    const origins = new AllowedOrigins(open);
    block(true);
    origins.allow(B);
    block(false);
    expect(origins.list()).toEqual([A, B]);
    expect(origins.forgetAll()).toBe(true);
    expect(origins.list()).toEqual([]);
    expect([...held]).toEqual([]);
  });

  it("are none where somebody else's text stands", () => {
    for (const text of ['', 'null', '{"a":1}', '[1,null,["https://a.example"]]', 'https://a.example'])
      expect(new AllowedOrigins(storageWith(text).open).list(), text).toEqual([]);
  });

  it('are only whole origins of the web: nothing that a wider one would match', () => {
    const odd = [
      '*',
      'https:',
      'https://a.example/',
      'https://a.example/models',
      'HTTPS://A.EXAMPLE',
      'https://a.example:443',
      'https://*.example',
      'file:///home',
      'null',
    ];
    expect(new AllowedOrigins(storageWith(JSON.stringify([...odd, A])).open).list()).toEqual([
      'https://*.example', // a name like any other: origins are compared whole
      A,
    ]);
  });

  it('hold until the page is left where storage is blocked, and are then forgotten all the same', () => {
    const { open, block } = storageWith(JSON.stringify([B]));
    const origins = new AllowedOrigins(open);
    block(true);
    expect(origins.allow(A)).toBe(false);
    expect(origins.list()).toEqual([A]);
    expect([A, B].map((origin) => origins.forget(origin))).toEqual([false, false]);
    expect(origins.list()).toEqual([]);
    block(false);
    expect(origins.list()).toEqual([B]);
    expect(new AllowedOrigins(open).has(A)).toBe(false);
  });

  it('are at most a hundred, the oldest forgotten first', () => {
    const origins = new AllowedOrigins(storageWith().open);
    for (let index = 0; index < 101; index += 1) origins.allow(`https://${index}.example`);
    expect(origins.list()).toHaveLength(100);
    expect(origins.has('https://0.example')).toBe(false);
  });
});
