/** Tells once that what was chosen here will not be known at the next visit. */
import { onForgotten } from './remembered-text';
import type { Notice, PlaygroundStore } from './store';

const TEXT =
  'This browser’s storage is blocked or full: what you choose holds until this page closes. Allow site data for this address, leave private browsing, or free space.';

/** Opens the list of what this browser keeps, and why not. */
export const whatIsKept = (store: PlaygroundStore): Notice['action'] => ({
  label: 'What is kept',
  run: () => store.getState().set({ dialog: 'privacy' }),
});

/** Returns the function that ends it. */
export function noticeForgotten(store: PlaygroundStore): () => void {
  let told = false;
  return onForgotten(() => {
    if (told) return;
    told = true;
    store.getState().notify({ severity: 'info', text: TEXT, sticky: true, action: whatIsKept(store) });
  });
}
