/** The button that opens predictions, and the panel behind it, whose code is fetched when it is first opened. */
import { Telescope } from 'lucide-react';
import { lazyPart, useLazyPart } from '../primitives/use-lazy-part';
import { usePlayground, usePlaygroundHandle } from '../store';

const PANEL = lazyPart('The panel of predictions', async () => (await import('./PredictPanel')).PredictPanel);

export function PredictButton() {
  const { store } = usePlaygroundHandle();
  const open = usePlayground((state) => state.panel === 'predict');
  return (
    <button
      type="button"
      className="mishaps-button"
      aria-label="Predict"
      aria-expanded={open}
      title="Predict: the simulator beside the measurement, and what another policy would do"
      onClick={() => store.getState().set({ panel: open ? null : 'predict' })}
    >
      <Telescope size={15} aria-hidden="true" /> <span className="bar-words">Predict</span>
    </button>
  );
}

export function LazyPredict() {
  const { store } = usePlaygroundHandle();
  const open = usePlayground((state) => state.panel === 'predict');
  const Shown = useLazyPart(PANEL, open, () => store.getState().set({ panel: null }));
  return Shown === null ? null : <Shown />;
}
