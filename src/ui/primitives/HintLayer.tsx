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

/** Time to get from the word to its text, which may be read with the pointer on it. */
const HIDE_AFTER_MS = 200;

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
      const next = anchor === null || term === undefined ? null : { term, anchor };
      // Never at once: the focus also moves while another popover opens or closes, and then none may open.
      if (next === null && delayMs === 0) setShown(null);
      else timer = window.setTimeout(() => setShown(next), delayMs);
    };
    // By the pointer's own way: a word that comes to lie under one at rest, as after a drop, was not asked about.
    let pointedAt: 'tip' | HTMLElement | null = null;
    const onMove = (event: PointerEvent) => {
      if (event.pointerType === 'touch') return;
      const anchor = hintOf(event.target);
      const before = pointedAt;
      pointedAt = isOn(tip.current, event) ? 'tip' : anchor;
      if (pointedAt === before) return;
      if (pointedAt === 'tip') clearTimeout(timer);
      else show(anchor, anchor === null ? HIDE_AFTER_MS : SHOW_AFTER_MS);
    };
    // A finger cannot hover, and gets no focus that is shown: it taps. In a button it presses that.
    const onTap = (event: PointerEvent) => {
      const anchor = hintOf(event.target);
      if (event.pointerType === 'touch' && anchor?.tabIndex === 0) show(anchor, SHOW_AFTER_MS);
    };
    const onFocus = (event: Event) => {
      const anchor = hintOf(event.target);
      if (anchor?.matches(':focus-visible')) show(anchor, 0);
    };
    // The first Escape is for the text alone, not for the dialog that it stands over.
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      if (isOpen(tip.current)) {
        event.preventDefault();
        event.stopPropagation();
      }
      show(null, 0);
    };
    const hide = (event: Event) => {
      if (!isOn(tip.current, event)) show(null, 0);
    };
    const ended = new AbortController();
    const { signal } = ended;
    document.addEventListener('pointermove', onMove, { signal });
    document.addEventListener('click', onTap, { signal });
    document.addEventListener('focusin', onFocus, { signal });
    document.addEventListener('focusout', hide, { signal });
    document.addEventListener('pointerdown', hide, { signal });
    document.addEventListener('keydown', onKey, { signal, capture: true });
    return () => {
      clearTimeout(timer);
      ended.abort();
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

const isOpen = (tip: HTMLElement | null): boolean => tip?.matches(':popover-open') === true;

/** By place: behind a modal dialog the text is no target of events. */
function isOn(tip: HTMLElement | null, event: Event): boolean {
  if (!(event instanceof PointerEvent) || tip === null || !isOpen(tip)) return false;
  const { left, right, top, bottom } = tip.getBoundingClientRect();
  return event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
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
