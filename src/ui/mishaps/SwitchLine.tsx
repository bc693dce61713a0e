/** A switch whose word is the engine's: it shows what was asked for until the engine's answer is on the screen. */
import { type ReactNode, useState } from 'react';
import { usePlayground } from '../store';

/** By then the engine has answered: what it says counts. */
const ANSWERED_MS = 2000;

interface SwitchLineProps {
  readonly on: boolean;
  readonly onAsk: (on: boolean) => unknown;
  readonly children: ReactNode;
  readonly className?: string;
}

export function SwitchLine({ on, onAsk, children, className = 'mishap-check' }: SwitchLineProps) {
  const at = usePlayground((state) => state.snapshot?.at ?? 0);
  const [asked, setAsked] = useState({ on, until: 0 });
  const ask = (next: boolean) => {
    setAsked({ on: next, until: at + ANSWERED_MS });
    void onAsk(next);
  };
  return (
    <label className={className}>
      <input
        type="checkbox"
        checked={at < asked.until ? asked.on : on}
        onChange={({ target }) => ask(target.checked)}
      />
      {children}
    </label>
  );
}
