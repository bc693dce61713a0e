/**
 * The way to the list of what this browser keeps where the page itself is broken: it needs no store, no engine and no other
 * dialog, and fetches the list when it is pressed.
 */
import { type ComponentType, useState } from 'react';

type Part = ComponentType<{ readonly onClose: () => void }>;

export function PrivacyDoor() {
  const [open, setOpen] = useState<{ readonly Part: Part } | null>(null);
  const [missing, setMissing] = useState(false);
  const press = () => {
    setMissing(false);
    import('./PrivacyDialog').then(
      ({ PrivacyDialog }) => setOpen({ Part: PrivacyDialog }),
      () => setMissing(true),
    );
  };
  return (
    <>
      <button type="button" onClick={press}>
        Privacy and storage
      </button>
      {missing && <p>It could not be loaded: the server does not answer. Try again when it is back.</p>}
      {open !== null && <open.Part onClose={() => setOpen(null)} />}
    </>
  );
}
