/** Whichever dialog is open, and the sheet that stands over all of them while files are dragged. */
import { DropTarget } from '../custom/DropTarget';
import { usePlayground, usePlaygroundHandle } from '../store';
import { AboutDialog } from './AboutDialog';
import { KeysDialog } from './KeysDialog';
import { LazyDrawer, LazyModelSheet } from './LazyDrawer';
import { MachineDialog } from './MachineDialog';

const DIALOGS = {
  machine: MachineDialog,
  about: AboutDialog,
  'add-model': LazyDrawer,
  keys: KeysDialog,
  'custom-model': LazyModelSheet,
} as const;

export function Dialogs() {
  const { store } = usePlaygroundHandle();
  const name = usePlayground((state) => state.dialog);
  const Open = name === null ? null : DIALOGS[name];
  return (
    <>
      {Open !== null && <Open onClose={() => store.getState().set({ dialog: null })} />}
      <DropTarget />
    </>
  );
}
