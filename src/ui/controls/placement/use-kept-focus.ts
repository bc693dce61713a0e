/** A card that had the focus in one column gets it back in the column where it arrives: by keyboard nothing is lost. */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { usePlaygroundHandle } from '../../store';
import { useBoard } from './board-context';

interface CardParts {
  readonly element: Element | undefined;
  readonly handle: Element | undefined;
}

export function useKeptFocus(
  tenantId: string,
  parts: CardParts,
  opener: RefObject<HTMLElement | null>,
): void {
  const { store } = usePlaygroundHandle();
  const { focused } = useBoard();
  const newest = useRef(parts);
  newest.current = parts;
  useLayoutEffect(() => {
    const { refocus, set } = store.getState();
    const { element: card, handle } = newest.current;
    if (refocus === tenantId) {
      const control = focused.current === 'handle' ? handle : opener.current;
      if (control instanceof HTMLElement) control.focus();
      set({ refocus: null });
    }
    return () => {
      const { activeElement } = document;
      if (activeElement === null || card?.contains(activeElement) !== true) return;
      focused.current = activeElement === handle ? 'handle' : 'settings';
      store.getState().set({ refocus: tenantId });
    };
  }, [store, tenantId, focused, opener]);
}
