/**
 * Failures as something to learn from: break things on purpose, say how failures are handled, and read what happened.
 * It lies beside the page, so that cards and timeline show the effect; it remembers nothing.
 */
import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { usePlaygroundHandle } from '../store';
import { BreakSection } from './BreakSection';
import { IncidentList } from './IncidentList';
import './mishaps.css';
import { RecoverySection } from './RecoverySection';

export function MishapsPanel() {
  const { store } = usePlaygroundHandle();
  const panel = useRef<HTMLElement>(null);
  const close = () => store.getState().set({ panel: null });
  useEffect(() => {
    const element = panel.current;
    const before = document.activeElement;
    (element?.querySelector<HTMLElement>('select') ?? element)?.focus({ preventScroll: true });
    return () => {
      if (element?.contains(document.activeElement) === true && before instanceof HTMLElement) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  return (
    <aside
      ref={panel}
      className="mishaps"
      aria-labelledby="mishaps-title"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <header className="mishaps-head">
        <h2 id="mishaps-title">Mishaps</h2>
        <button type="button" className="icon-button quiet" aria-label="Close mishaps" onClick={close}>
          <X size={16} aria-hidden="true" />
        </button>
      </header>
      <div className="mishaps-body">
        <BreakSection />
        <RecoverySection />
        <IncidentList />
      </div>
    </aside>
  );
}
