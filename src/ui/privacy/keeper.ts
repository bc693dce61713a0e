/** One kind of thing that the browser keeps for this app: how it is counted and how it is erased. It renders nothing. */

/** What was found when it was looked at. */
export type Found =
  /** `bytes` null: not known. `note`: what else is to be said, in a sentence. */
  | {
      readonly kind: 'counted';
      readonly entries: number;
      readonly bytes: number | null;
      readonly note?: string;
    }
  /** The browser has no such storage, or does not let the page look. */
  | { readonly kind: 'unreadable'; readonly why: string }
  /** A permission, which is no data: its state in the browser's word. */
  | { readonly kind: 'permission'; readonly state: string };

export interface Keeper {
  /** Never rejects. */
  count(): Promise<Found>;
  /** Null where only the person can: a permission. Resolves with null when it is gone, else with why not, in words. */
  readonly erase: (() => Promise<string | null>) | null;
}

export const NOTHING = { kind: 'counted', entries: 0, bytes: 0 } as const satisfies Found;

/** What the browser threw, in its own words. */
export const wordsOf = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);

export const unreadable = (thrown: unknown): Found => ({
  kind: 'unreadable',
  why: `The browser does not let the page look (${wordsOf(thrown)}).`,
});

/** Whether nothing is there; null where that cannot be told. */
export function isEmpty(found: Found): boolean | null {
  if (found.kind === 'unreadable') return null;
  return found.kind === 'permission' || found.entries === 0;
}
