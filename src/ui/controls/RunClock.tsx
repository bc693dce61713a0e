/** How long the run has lasted, and its seed. */
import { formatClock } from '../format';
import { Hint } from '../primitives/Hint';
import { usePlayground } from '../store';

export function RunClock() {
  const elapsed = usePlayground(({ snapshot }) =>
    formatClock(snapshot?.run.kind === 'running' ? snapshot.at - snapshot.run.startedAt : 0),
  );
  const seed = usePlayground((state) => state.snapshot?.scenario.seed ?? 1);
  return (
    <div className="run-clock">
      <Hint term="elapsed" spoken={`${elapsed} elapsed`}>
        {elapsed}
      </Hint>
      <span aria-hidden="true"> · </span>
      <Hint term="seed" className="dim">
        seed {seed}
      </Hint>
    </div>
  );
}
