/**
 * The one tooltip of the page. It shows the glossary's words for the `Hint` that is hovered or focused, in the top
 * layer, so that it also stands above dialogs.
 */
import { useEffect, useRef, useState } from 'react';
import { loadGlossary, useExplanation } from '../glossary';
import { usePlayground } from '../store';
import './hint.css';
import { placeBeside } from './place-beside';

const SHOW_AFTER_MS = 250;
/** After the page stands; by then charts and board are drawn. */
const AFTER_OPENING_MS = 1000;

const hintOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null;

export function HintLayer() {
  const tip = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<{ term: string; anchor: HTMLElement } | null>(null);
  const entry = useExplanation(shown?.term);
  const there = entry !== null;
  const detail = shown?.anchor.dataset.hintDetail;
  useGlossaryOnceOpen();

  useEffect(() => {
    let timer = 0;
    const show = (anchor: HTMLElement | null, delayMs: number) => {
      clearTimeout(timer);
      const term = anchor?.dataset.hint;
      if (anchor === null || term === undefined) setShown(null);
      else timer = window.setTimeout(() => setShown({ term, anchor }), delayMs);
    };
    const onOver = (event: Event) => show(hintOf(event.target), SHOW_AFTER_MS);
    const onFocus = (event: Event) => {
      const anchor = hintOf(event.target);
      if (anchor?.matches(':focus-visible')) show(anchor, 0);
    };
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && show(null, 0);
    const hide = () => show(null, 0);
    const subscriptions = [
      ['pointerover', onOver],
      ['focusin', onFocus],
      ['focusout', hide],
      ['pointerdown', hide],
      ['keydown', onKey as EventListener],
    ] as const;
    for (const [name, listener] of subscriptions) document.addEventListener(name, listener);
    return () => {
      clearTimeout(timer);
      for (const [name, listener] of subscriptions) document.removeEventListener(name, listener);
    };
  }, []);

  useEffect(() => {
    const element = tip.current;
    if (shown !== null) loadGlossary();
    if (element === null || shown === null || !there) return;
    element.showPopover();
    placeBeside(element, shown.anchor);
    return () => element.hidePopover();
  }, [shown, there]);

  return (
    <div ref={tip} popover="manual" className="hint-tip" aria-hidden="true">
      {entry !== null && (
        <>
          <strong>{entry.title}</strong>
          {detail !== undefined && <p className="hint-detail">{detail}</p>}
          <p>{entry.text}</p>
          {entry.formula !== undefined && <code>{entry.formula}</code>}
          {entry.source !== undefined && <p className="hint-source">{entry.source}</p>}
        </>
      )}
    </div>
  );
}

/** The texts come when the page stands and has nothing else to do: readers of the screen find them beside the words. */
function useGlossaryOnceOpen(): void {
  const open = usePlayground((state) => state.snapshot !== null && state.catalog !== null);
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(loadGlossary, AFTER_OPENING_MS);
    return () => clearTimeout(timer);
  }, [open]);
}
