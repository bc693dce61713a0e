/** Single keys that act on the page: ignored while a control has the focus, a dialog is open or they are turned off. */
import { useEffect } from 'react';
import { usePlaygroundHandle } from './store';

const CONTROLS = 'input, select, textarea, button, a, summary, [contenteditable], [role="dialog"], dialog';

export function useKeys(): void {
  const { store, commands } = usePlaygroundHandle();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { keysOn, snapshot, dialog, catalog, set } = store.getState();
      const focused = event.target instanceof Element && event.target.closest(CONTROLS) !== null;
      if (!keysOn || focused || dialog !== null || catalog === null || snapshot === null) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const acts: Record<string, () => void> = {
        ' ': () => void (snapshot.run.kind === 'idle' ? commands.run() : commands.stop()),
        a: () => set({ dialog: 'add-model' }),
        '?': () => set({ dialog: 'keys' }),
      };
      const act = acts[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [store, commands]);
}
