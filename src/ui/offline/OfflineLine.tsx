/** Two quiet words in the status line: that the host does not answer, and that a newer version is there. */
import { Hint } from '../primitives/Hint';
import { usePlayground, usePlaygroundHandle } from '../store';

export function OfflineLine() {
  const { store } = usePlaygroundHandle();
  const silent = usePlayground((state) => state.offline.hostAnswers === false);
  const newer = usePlayground((state) => state.offline.newer !== null);
  return (
    <>
      {silent && (
        <p>
          <Hint term="offline" className="badge">
            offline
          </Hint>
        </p>
      )}
      {newer && (
        <button type="button" onClick={() => store.getState().set({ dialog: 'offline' })}>
          New version
        </button>
      )}
    </>
  );
}
