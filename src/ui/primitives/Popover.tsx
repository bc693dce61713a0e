/** A light-dismiss panel beside its anchor, on the browser's own popover. Mounted means open. */
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import './dialog.css';
import { keepInside, placeBeside } from './place-beside';

interface PopoverProps {
  readonly label: string;
  /** The button that opened it: the place, and where focus returns to. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Popover({ label, anchor, onClose, className = '', children }: PopoverProps) {
  const popover = useRef<HTMLDivElement>(null);
  // Before it leaves the document: afterwards nobody knows where the focus was.
  useLayoutEffect(() => {
    const element = popover.current;
    const opener = anchor.current;
    if (element === null || opener === null) return;
    // `source` ties both together: a press on the opener then closes instead of closing and opening again.
    element.showPopover({ source: opener });
    placeBeside(element, opener);
    // What is chosen in it can make it taller: it stays inside the window.
    const sizes = new ResizeObserver(() => keepInside(element));
    sizes.observe(element);
    element
      .querySelector<HTMLElement>('select, input, button')
      ?.focus({ focusVisible: false } as FocusOptions); // newer than the DOM types
    return () => {
      sizes.disconnect();
      const hadFocus = element.contains(document.activeElement);
      if (element.matches(':popover-open')) element.hidePopover();
      if (hadFocus) opener.focus();
    };
  }, [anchor]);
  return (
    <div
      ref={popover}
      popover="auto"
      role="dialog"
      aria-label={label}
      className={`popover ${className}`}
      onToggle={(event) => event.newState === 'closed' && onClose()}
    >
      {children}
    </div>
  );
}
