/** Fetches a dialog's code when it is first asked for; a server that does not answer is told, not crashed on. */
import { type ComponentType, useEffect, useState } from 'react';
import { usePlaygroundHandle } from '../store';

interface DialogProps {
  readonly onClose: () => void;
}

interface LazyDialogProps extends DialogProps {
  /** For the message when it cannot be had: "The list of models". */
  readonly what: string;
  /** The same function every time. */
  readonly load: () => Promise<ComponentType<DialogProps>>;
}

const UNREACHABLE =
  'could not be loaded: the server which gave you this page does not answer. Everything that runs goes on; try again when it is back.';

function LazyDialog({ what, load, onClose }: LazyDialogProps) {
  const { store } = usePlaygroundHandle();
  const [Loaded, setLoaded] = useState<ComponentType<DialogProps> | null>(null);
  useEffect(() => {
    let wanted = true;
    load().then(
      (component) => wanted && setLoaded(() => component),
      () => {
        if (!wanted) return;
        store.getState().set({ dialog: null });
        const text = `${what} ${UNREACHABLE}`;
        store.getState().notify({ severity: 'problem', text, sticky: true, action: null });
      },
    );
    return () => {
      wanted = false;
    };
  }, [store, what, load]);
  return Loaded === null ? null : <Loaded onClose={onClose} />;
}

const loadDrawer = async () => (await import('./AddModelDrawer')).AddModelDrawer;
const loadSheet = async () => (await import('../custom/CustomModelDialog')).CustomModelDialog;

export const LazyDrawer = ({ onClose }: DialogProps) => (
  <LazyDialog what="The list of models" load={loadDrawer} onClose={onClose} />
);

export const LazyModelSheet = ({ onClose }: DialogProps) => (
  <LazyDialog what="The sheet of the model" load={loadSheet} onClose={onClose} />
);
