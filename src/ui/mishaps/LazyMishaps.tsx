/** Fetches the panel's code when it is first opened. */
import { lazyPart, useLazyPart } from '../primitives/use-lazy-part';
import { usePlayground, usePlaygroundHandle } from '../store';

const PANEL = lazyPart('The panel of mishaps', async () => (await import('./MishapsPanel')).MishapsPanel);

export function LazyMishaps() {
  const { store } = usePlaygroundHandle();
  const open = usePlayground((state) => state.panel === 'mishaps');
  const Shown = useLazyPart(PANEL, open, () => store.getState().set({ panel: null }));
  return Shown === null ? null : <Shown />;
}
