/** The button that opens what this browser keeps. */
import { History } from 'lucide-react';
import { usePlaygroundHandle } from '../store';

export function RunsButton() {
  const { store } = usePlaygroundHandle();
  return (
    <button
      type="button"
      aria-label="Runs"
      title="Runs: what this browser keeps, and what it says side by side"
      onClick={() => store.getState().set({ dialog: 'runs' })}
    >
      <History size={15} aria-hidden="true" /> <span className="bar-words">Runs</span>
    </button>
  );
}
