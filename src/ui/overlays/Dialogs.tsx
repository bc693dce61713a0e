/** Whichever dialog is open. */
import { usePlayground, usePlaygroundHandle } from '../store';
import { AboutDialog } from './AboutDialog';
import { KeysDialog } from './KeysDialog';
import { LazyDrawer } from './LazyDrawer';
import { MachineDialog } from './MachineDialog';

const DIALOGS = {
  machine: MachineDialog,
  about: AboutDialog,
  'add-model': LazyDrawer,
  keys: KeysDialog,
} as const;

export function Dialogs() {
  const { store } = usePlaygroundHandle();
  const name = usePlayground((state) => state.dialog);
  if (name === null) return null;
  const Open = DIALOGS[name];
  return <Open onClose={() => store.getState().set({ dialog: null })} />;
}
