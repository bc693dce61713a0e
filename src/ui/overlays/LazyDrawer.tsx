/** Fetches the drawer's code when it is first asked for; a server that does not answer is told, not crashed on. */
import { type ComponentType, useEffect, useState } from 'react';
import { usePlaygroundHandle } from '../store';

interface DrawerProps {
  readonly onClose: () => void;
}

const UNREACHABLE =
  'The list of models could not be loaded: the server which gave you this page does not answer. Everything that runs goes on; try again when it is back.';

export function LazyDrawer({ onClose }: DrawerProps) {
  const { store } = usePlaygroundHandle();
  const [Drawer, setDrawer] = useState<ComponentType<DrawerProps> | null>(null);
  useEffect(() => {
    let wanted = true;
    import('./AddModelDrawer').then(
      ({ AddModelDrawer }) => wanted && setDrawer(() => AddModelDrawer),
      () => {
        if (!wanted) return;
        store.getState().set({ dialog: null });
        store.getState().notify({ severity: 'problem', text: UNREACHABLE, sticky: true, action: null });
      },
    );
    return () => {
      wanted = false;
    };
  }, [store]);
  return Drawer === null ? null : <Drawer onClose={onClose} />;
}
