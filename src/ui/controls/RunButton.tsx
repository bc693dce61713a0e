/** Run and Stop: the one button that everything starts with. */
import { Play, Square } from 'lucide-react';
import { usePlayground, usePlaygroundHandle } from '../store';

export function RunButton() {
  const { commands } = usePlaygroundHandle();
  const idle = usePlayground((state) => (state.snapshot?.run.kind ?? 'idle') === 'idle');
  const empty = usePlayground((state) => (state.snapshot?.tenants.length ?? 0) === 0);
  return idle ? (
    <button
      type="button"
      className="primary run-button"
      disabled={empty}
      title={empty ? 'There are no tenants: add a model first' : undefined}
      onClick={() => void commands.run()}
    >
      <Play size={15} fill="currentColor" aria-hidden="true" /> Run
    </button>
  ) : (
    <button type="button" className="primary run-button" onClick={() => void commands.stop()}>
      <Square size={13} fill="currentColor" aria-hidden="true" /> Stop
    </button>
  );
}
