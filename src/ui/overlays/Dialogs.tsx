/** Whichever dialog is open. */
import { usePlayground, usePlaygroundHandle } from '../store';
import { AboutDialog } from './AboutDialog';
import { AddModelDialog } from './AddModelDialog';
import { KeysDialog } from './KeysDialog';
import { MachineDialog } from './MachineDialog';

const DIALOGS = {
  machine: MachineDialog,
  about: AboutDialog,
  'add-model': AddModelDialog,
  keys: KeysDialog,
} as const;

export function Dialogs() {
  const { store } = usePlaygroundHandle();
  const name = usePlayground((state) => state.dialog);
  if (name === null) return null;
  const Open = DIALOGS[name];
  return <Open onClose={() => store.getState().set({ dialog: null })} />;
}
