/** Finds names that reach an object's prototype when they are assigned, at any depth. */

const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

/** Where the first of them stands ("tenants[2].__proto__"); null when there is none. @param value as JSON.parse gives it. */
export function unsafePathIn(value: unknown): string | null {
  const left: { readonly value: object; readonly path: string }[] = [];
  const look = (item: unknown, path: string) => {
    if (typeof item === 'object' && item !== null) left.push({ value: item, path });
  };
  look(value, '');
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value: holder, path } = next;
    if (Array.isArray(holder)) {
      for (let index = 0; index < holder.length; index++) {
        const item: unknown = holder[index];
        if (typeof item === 'object' && item !== null) left.push({ value: item, path: `${path}[${index}]` });
      }
      continue;
    }
    for (const [key, item] of Object.entries(holder)) {
      const at = path === '' ? key : `${path}.${key}`;
      if (UNSAFE.has(key)) return at;
      look(item, at);
    }
  }
  return null;
}
