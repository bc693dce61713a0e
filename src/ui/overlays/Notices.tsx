/** Messages for people: problems stay until dismissed, the rest goes by itself, but never while it is looked at. */
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type Notice, usePlayground, usePlaygroundHandle } from '../store';
import './overlays.css';

const STAYS_MS = 10_000;

export function Notices() {
  const notices = usePlayground((state) => state.notices);
  const lines = (severity: Notice['severity']) =>
    notices
      .filter((notice) => notice.severity === severity)
      .map((notice) => <NoticeLine key={notice.id} notice={notice} />);
  // Problems break into what is read. Of what stands there already nothing is read again.
  return (
    <div className="notices">
      <div role="status" aria-live="assertive" aria-atomic="false">
        {lines('problem')}
      </div>
      <div role="status" aria-atomic="false">
        {lines('info')}
      </div>
    </div>
  );
}

function NoticeLine({ notice }: { readonly notice: Notice }) {
  const { store } = usePlaygroundHandle();
  const { id, sticky, action } = notice;
  const dismiss = () => store.getState().dismiss(id);
  // Under the pointer or with the focus inside, it waits: there may be something to undo.
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (sticky || held) return;
    const timer = setTimeout(() => store.getState().dismiss(id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [store, id, sticky, held]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done by it, it only stays while it is looked at
    <div
      className={`notice ${notice.severity}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>{notice.text}</p>
      {action !== null && (
        <button
          type="button"
          onClick={() => {
            dismiss();
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className="icon-button quiet" aria-label="Dismiss" onClick={dismiss}>
        <X size={16} aria-hidden="true" />
      </button>
    </div>
  );
}
