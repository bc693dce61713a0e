/** One key of localStorage or sessionStorage, counted and erased. */
import { type Keeper, NOTHING, unreadable, wordsOf } from './keeper';
import { textBytes } from './stored-bytes';

/** @param texts throws where storage is blocked. */
export function textKeeper(texts: () => Pick<Storage, 'getItem' | 'removeItem'>, key: string): Keeper {
  return {
    async count() {
      try {
        const text = texts().getItem(key);
        if (text === null) return NOTHING;
        return { kind: 'counted', entries: entriesIn(text), bytes: textBytes(key) + textBytes(text) };
      } catch (thrown) {
        return unreadable(thrown);
      }
    },
    async erase() {
      try {
        texts().removeItem(key);
        return null;
      } catch (thrown) {
        return wordsOf(thrown);
      }
    },
  };
}

/** A list counts its items, anything else is one entry. */
function entriesIn(text: string): number {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.length : 1;
  } catch {
    return 1;
  }
}
