/** The button that opens experiments, and the panel behind it, whose code is fetched when it is first opened. */
import { FlaskConical } from 'lucide-react';
import { lazyPart, useLazyPart } from '../primitives/use-lazy-part';
import { usePlayground, usePlaygroundHandle } from '../store';

const PANEL = lazyPart(
  'The panel of experiments',
  async () => (await import('./ExperimentsPanel')).ExperimentsPanel,
);

export function ExperimentsButton() {
  const { store } = usePlaygroundHandle();
  const open = usePlayground((state) => state.panel === 'experiments');
  return (
    <button
      type="button"
      className="mishaps-button"
      aria-label="Experiments"
      aria-expanded={open}
      title="Experiments: who slows whom down, how many this machine takes, what another placement does"
      onClick={() => store.getState().set({ panel: open ? null : 'experiments' })}
    >
      <FlaskConical size={15} aria-hidden="true" /> <span className="bar-words">Experiments</span>
    </button>
  );
}

export function LazyExperiments() {
  const { store } = usePlaygroundHandle();
  const open = usePlayground((state) => state.panel === 'experiments');
  const Shown = useLazyPart(PANEL, open, () => store.getState().set({ panel: null }));
  return Shown === null ? null : <Shown />;
}
