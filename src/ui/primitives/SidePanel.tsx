/**
 * A panel beside the page: it lies over some of the charts, so that what is done in it is seen on the rest; on a narrow window
 * it is a sheet at the foot. It takes the focus and gives it back; what stands in it is the caller's.
 */
import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useLayoutEffect, useRef } from 'react';
import { usePlaygroundHandle } from '../store';
import './side-panel.css';

interface SidePanelProps {
  readonly title: string;
  /** The name of the button that closes it. */
  readonly closeWords: string;
  readonly className: string;
  /** CSS selector of what has the focus when it opens; the panel itself where there is none. */
  readonly focusFirst: string;
  /** The panel's element, for whoever moves the focus later. */
  readonly element?: RefObject<HTMLElement | null>;
  /** Between the title and the button that closes it. */
  readonly head?: ReactNode;
  readonly children: ReactNode;
}

export function SidePanel(props: SidePanelProps) {
  const { title, closeWords, className, focusFirst, element, head, children } = props;
  const { store } = usePlaygroundHandle();
  const own = useRef<HTMLElement>(null);
  const panel = element ?? own;
  const titleId = useId();
  useReturnedFocus(panel, focusFirst);
  const close = () => store.getState().set({ panel: null });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  return (
    <aside
      ref={panel}
      className={`side-panel ${className}`}
      aria-labelledby={titleId}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <header className="side-panel-head">
        <h2 id={titleId}>{title}</h2>
        {head}
        <button type="button" className="icon-button quiet" aria-label={closeWords} onClick={close}>
          <X size={16} aria-hidden="true" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="side-panel-body" tabIndex={0} aria-labelledby={titleId}>
        {children}
      </section>
    </aside>
  );
}

/** Takes the focus when it opens and gives it back when it closes. */
function useReturnedFocus(panel: RefObject<HTMLElement | null>, first: string): void {
  // Before it leaves the document: afterwards the focus is nowhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens
  useLayoutEffect(() => {
    const element = panel.current;
    const before = document.activeElement;
    (element?.querySelector<HTMLElement>(first) ?? element)?.focus({ preventScroll: true });
    return () => {
      if (element?.contains(document.activeElement) === true && before instanceof HTMLElement) before.focus();
    };
  }, []);
}
