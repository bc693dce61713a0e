/** Single keys that act on the page: ignored while a control has the focus, a dialog is open or they are turned off. */
import { useEffect, useRef } from 'react';
import { readFiguresAloud } from './announcements/on-demand';
import { openPlan } from './experiments/experiment-desk';
import { rememberedKeysOn } from './keys-memory';
import { type SidePanel, usePlayground, usePlaygroundHandle } from './store';

const CONTROLS = 'input, select, textarea, button, a, summary, [contenteditable], [role="dialog"], dialog';

/** What each key does; a key that is missing at the moment is left to the browser. */
export type KeyActs = Readonly<Record<string, (() => void) | undefined>>;

/**
 * Lets the keys of one part of the page act, with the rules above. `acts` may differ from render to render.
 * @param repeats whether a key that is held down acts again and again.
 */
export function usePageKeys(acts: KeyActs, repeats = false): void {
  const { store } = usePlaygroundHandle();
  const newest = useRef(acts);
  newest.current = acts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { keysOn, snapshot, dialog, catalog } = store.getState();
      const focused = event.target instanceof Element && event.target.closest(CONTROLS) !== null;
      if (!keysOn || focused || dialog !== null || catalog === null || snapshot === null) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const act = newest.current[event.key];
      if (act === undefined || (event.repeat && !repeats)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [store, repeats]);
}

/** Where Ctrl+Z takes back what was typed. */
const TYPING = 'input, textarea, [contenteditable]';

/** Ctrl+Z or ⌘Z takes back the newest removal, move or change of an executor; while something is typed it is the browser's. */
function useUndoKey(): void {
  const { store, commands } = usePlaygroundHandle();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { dialog, snapshot } = store.getState();
      const typing = event.target instanceof Element && event.target.closest(TYPING) !== null;
      if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      if (typing || event.repeat || event.defaultPrevented || dialog !== null || snapshot === null) return;
      event.preventDefault();
      void commands.undo();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [store, commands]);
}

/** The tenant at that place of the scenario. */
const TENANT_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** The keys of the page as a whole. */
export function useKeys(): void {
  const { store, commands } = usePlaygroundHandle();
  const panelOpen = usePlayground((state) => state.panel !== null);
  useUndoKey();
  useEffect(() => store.getState().set({ keysOn: rememberedKeysOn() }), [store]);
  const openSettings = (index: number) => {
    const tenant = store.getState().snapshot?.tenants[index];
    if (tenant !== undefined) store.getState().set({ editing: tenant.config.id });
  };
  const toggle = (panel: SidePanel) =>
    store.getState().set({ panel: store.getState().panel === panel ? null : panel });
  usePageKeys({
    ...Object.fromEntries(TENANT_KEYS.map((key, index) => [key, () => openSettings(index)])),
    ' ': () => void (store.getState().snapshot?.run.kind === 'idle' ? commands.run() : commands.stop()),
    a: () => store.getState().set({ dialog: 'add-model' }),
    b: () => toggle('mishaps'),
    w: () => toggle('predict'),
    e: () => toggle('experiments'),
    m: () => openPlan(store, { kind: 'matrix' }),
    h: () => store.getState().set({ dialog: 'runs' }),
    s: () => store.getState().set({ dialog: 'share' }),
    Escape: panelOpen ? () => store.getState().set({ panel: null }) : undefined,
    o: () => store.getState().set({ dialog: 'policies' }),
    r: () => void readFiguresAloud(store),
    '?': () => store.getState().set({ dialog: 'keys' }),
  });
}
