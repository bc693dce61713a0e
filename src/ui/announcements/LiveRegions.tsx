/**
 * Where announcements stand, out of sight: one region that waits and one that interrupts. They are there before anything
 * is said in them. Each modal dialog has a pair of its own, because what lies behind it cannot be heard.
 */
import { useState } from 'react';
import { usePlayground, usePlaygroundHandle } from '../store';

export function LiveRegions() {
  const { store } = usePlaygroundHandle();
  const said = usePlayground((state) => state.announcements);
  // What was said before is not said again where a dialog opens.
  const [heardUpTo] = useState(() => store.getState().announcements.at(-1)?.id ?? 0);
  const region = (urgent: boolean) =>
    said
      .filter((one) => one.id > heardUpTo && one.urgent === urgent)
      .map(({ id, text }) => <p key={id}>{text}</p>);
  return (
    <div className="visually-hidden live-regions">
      <div aria-live="polite">{region(false)}</div>
      <div aria-live="assertive">{region(true)}</div>
    </div>
  );
}
