/**
 * Fetches a part's code when it is first wanted. It appears complete: until then whatever opened it stands as it was, and
 * a server that does not answer, or has another version by now, is told, not crashed on.
 */
import { useEffect, useState } from 'react';
import { whyMissing } from '../offline/version-check';
import { usePlaygroundHandle } from '../store';

export interface LazyPart<T> {
  /** For the message when it cannot be had: "The list of models". */
  readonly what: string;
  readonly load: () => Promise<T>;
  /** Once it is there: the next opening shows it at once. */
  readonly kept: { part: T | null };
}

/** @param load its component, or whatever else it is. */
export const lazyPart = <T>(what: string, load: () => Promise<T>): LazyPart<T> => ({
  what,
  load,
  kept: { part: null },
});

/**
 * Null until it is wanted and there.
 * @param giveUp closes what was opened: there is nothing to show.
 */
export function useLazyPart<T>(lazy: LazyPart<T>, wanted: boolean, giveUp: () => void): T | null {
  const { store } = usePlaygroundHandle();
  const [, setArrived] = useState(false);
  const missing = wanted && lazy.kept.part === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another function to give up with is no reason to ask again
  useEffect(() => {
    if (!missing) return;
    let listening = true;
    lazy.load().then(
      (part) => {
        lazy.kept.part = part;
        if (listening) setArrived(true);
      },
      () => {
        if (!listening) return;
        giveUp();
        void whyMissing().then((why) => {
          const text = `${lazy.what} ${why}`;
          store.getState().notify({ severity: 'problem', text, sticky: true, action: null });
        });
      },
    );
    return () => {
      listening = false;
    };
  }, [lazy, missing, store]);
  return wanted ? lazy.kept.part : null;
}
