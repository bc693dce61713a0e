/**
 * The one tooltip of the page. It shows the glossary's words for the `Hint` that is hovered or focused, in the top
 * layer, so that it also stands above dialogs.
 */
import { useEffect, useRef, useState } from 'react';
import { explain, isTerm, type Term } from '../glossary';
import './hint.css';
import { placeBeside } from './place-beside';

const SHOW_AFTER_MS = 250;

const hintOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null;

export function HintLayer() {
  const tip = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<{ term: Term; anchor: HTMLElement } | null>(null);

  useEffect(() => {
    let timer = 0;
    const show = (anchor: HTMLElement | null, delayMs: number) => {
      clearTimeout(timer);
      const term = anchor?.dataset.hint;
      if (anchor === null || !isTerm(term)) setShown(null);
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
    if (element === null || shown === null) return;
    element.showPopover();
    placeBeside(element, shown.anchor);
    return () => element.hidePopover();
  }, [shown]);

  const entry = shown === null ? null : explain(shown.term);
  return (
    <div ref={tip} popover="manual" className="hint-tip" aria-hidden="true">
      {entry !== null && (
        <>
          <strong>{entry.title}</strong>
          <p>{entry.text}</p>
          {entry.formula !== undefined && <code>{entry.formula}</code>}
          {entry.source !== undefined && <p className="hint-source">{entry.source}</p>}
        </>
      )}
    </div>
  );
}
