/** Messages for people: problems stay until dismissed, the rest goes by itself. */
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { type Notice, usePlayground, usePlaygroundHandle } from '../store';
import './overlays.css';

const STAYS_MS = 10_000;

export function Notices() {
  const notices = usePlayground((state) => state.notices);
  return (
    <div className="notices" role="status">
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeLine({ notice }: { readonly notice: Notice }) {
  const { store } = usePlaygroundHandle();
  const { id, sticky, action } = notice;
  const dismiss = () => store.getState().dismiss(id);
  useEffect(() => {
    if (sticky) return;
    const timer = setTimeout(() => store.getState().dismiss(id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [store, id, sticky]);
  return (
    <div className={`notice ${notice.severity}`}>
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
