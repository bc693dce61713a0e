/** Fields of a document by their path as messages write it (`tenants[1].workload.ratePerSecond`): changed in a copy. */

import type { RequestOf } from '../../../domain/experiment';

type Json = RequestOf<'sweep'>['axes'][number]['values'][number];

/** `executors[0].policy` → `['executors', 0, 'policy']`; null when it does not read as a path. */
export function parsePath(text: string): readonly (string | number)[] | null {
  if (!/^[A-Za-z]\w*(\.[A-Za-z]\w*|\[\d+\])*$/.test(text)) return null;
  return [...text.matchAll(/([A-Za-z]\w*)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}

/** @returns the document with that field; null when what should hold it is not there. The last name may be new. */
export function withField(document: Json, path: readonly (string | number)[], value: Json): Json | null {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (document === null || typeof document !== 'object') return null;
  if (isList(document)) {
    if (typeof key !== 'number' || key >= document.length) return null;
    const inner = withField(document[key] ?? null, rest, value);
    return inner === null && rest.length > 0 ? null : document.with(key, inner);
  }
  if (typeof key !== 'string') return null;
  if (rest.length > 0 && !Object.hasOwn(document, key)) return null;
  const inner = withField(document[key] ?? null, rest, value);
  return inner === null && rest.length > 0 ? null : { ...document, [key]: inner };
}

const isList = (value: object): value is Json[] => Array.isArray(value);
