/** Keeps the identity of what did not change between two plain documents. Snapshots arrive as fresh clones. */

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `next`, with every part that equals the same part of `previous` replaced by that very part. */
export function shareStructure<T>(previous: unknown, next: T): T {
  if (Object.is(previous, next)) return next;
  if (Array.isArray(previous) && Array.isArray(next)) {
    const shared = next.map((item, index) => shareStructure(previous[index], item));
    const same =
      shared.length === previous.length && shared.every((item, index) => Object.is(item, previous[index]));
    return (same ? previous : shared) as T; // equal in every element
  }
  if (isPlain(previous) && isPlain(next)) {
    const keys = Object.keys(next);
    const shared: Record<string, unknown> = {};
    for (const key of keys) shared[key] = shareStructure(previous[key], next[key]);
    const same =
      keys.length === Object.keys(previous).length &&
      keys.every((key) => Object.is(shared[key], previous[key]));
    return (same ? previous : shared) as T; // equal in every field
  }
  return next;
}
