/** Whichever dialog is open, and the sheet that stands over all of them while files are dragged. */
import { DropTarget } from '../custom/DropTarget';
import { usePlayground, usePlaygroundHandle } from '../store';
import { LazyDialog } from './LazyDialogs';

export function Dialogs() {
  const { store } = usePlaygroundHandle();
  const name = usePlayground((state) => state.dialog);
  return (
    <>
      {name !== null && (
        <LazyDialog key={name} name={name} onClose={() => store.getState().set({ dialog: null })} />
      )}
      <DropTarget />
    </>
  );
}
