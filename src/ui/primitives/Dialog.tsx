/** A modal dialog on the browser's own element: focus, Escape and inertness of the page behind come with it. */
import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { LiveRegions } from '../announcements/LiveRegions';
import './dialog.css';
import { closeByPressBeside } from './light-dismiss';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** `drawer`: at the right edge, as high as the window; what stands in it scrolls by itself. */
  readonly variant?: 'dialog' | 'drawer';
  readonly children: ReactNode;
}

export function Dialog({ title, onClose, variant = 'dialog', children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Closed before it leaves the document: only then does the focus go back to where it came from.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    const end = element === null ? () => {} : closeByPressBeside(element);
    return () => {
      end();
      element?.close();
    };
  }, []);
  // React may take the effect back and run it again: the event of that closing comes when the dialog is open anew.
  const closed = () => {
    if (dialog.current?.open !== true) onClose();
  };
  return (
    <dialog
      ref={dialog}
      className={`dialog ${variant}`}
      aria-labelledby={titleId}
      closedby="any"
      onClose={closed}
    >
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="icon-button quiet" aria-label="Close" onClick={onClose}>
          <X size={18} aria-hidden="true" />
        </button>
      </div>
      {variant === 'drawer' ? (
        <div className="drawer-body">{children}</div>
      ) : (
        /* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */
        <section className="dialog-body" tabIndex={0} aria-labelledby={titleId}>
          {children}
        </section>
      )}
      <LiveRegions />
    </dialog>
  );
}
