/** One quiet line on the picture while nothing moves: what to do, or what is awaited. */
import { usePlayground } from '../store';

export function StageHint() {
  const hint = usePlayground(({ snapshot }) => {
    if (snapshot === null) return null;
    const { run, tenants } = snapshot;
    if (tenants.length === 0) return 'No tenants. Add a model and see what it sees.';
    if (run.kind === 'paused') return 'Paused while the tab is hidden.';
    if (run.kind === 'starting') {
      const ready = tenants.filter(
        ({ status }) => status.kind === 'ready' || status.kind === 'running',
      ).length;
      return `Models are made ready: ${ready} of ${tenants.length}`;
    }
    const untouched = tenants.every(({ phases }) => phases.firstInferenceMs === null);
    return run.kind === 'idle' && untouched ? 'Press Run: what each model sees is drawn here.' : null;
  });
  return hint === null ? null : <p className="stage-plate stage-hint">{hint}</p>;
}
