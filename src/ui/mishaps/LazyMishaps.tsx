/** Fetches the panel's code when it is first opened; a server that does not answer is told, not crashed on. */
import { type ComponentType, useEffect, useState } from 'react';
import { usePlayground, usePlaygroundHandle } from '../store';

const UNREACHABLE =
  'The panel of mishaps could not be loaded: the server which gave you this page does not answer. Everything that runs goes on; try again when it is back.';

export function LazyMishaps() {
  const { store } = usePlaygroundHandle();
  const open = usePlayground((state) => state.mishapsOpen);
  const [Shown, setShown] = useState<ComponentType | null>(null);
  const wanted = open && Shown === null;
  useEffect(() => {
    if (!wanted) return;
    import('./MishapsPanel').then(
      ({ MishapsPanel }) => setShown(() => MishapsPanel),
      () => {
        store.getState().set({ mishapsOpen: false });
        store.getState().notify({ severity: 'problem', text: UNREACHABLE, sticky: true, action: null });
      },
    );
  }, [wanted, store]);
  return open && Shown !== null ? <Shown /> : null;
}
