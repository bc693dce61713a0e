/** Tells once that this browser keeps no baselines: they stand all the same, until the page closes. */
import { whatIsKept } from './storage-notices';
import type { PlaygroundStore } from './store';

/** Returns the function that ends it. */
export function noticeUnkeptBaselines(store: PlaygroundStore): () => void {
  let told = false;
  return store.subscribe(({ snapshot, storageRefused, notify }) => {
    const failure = snapshot?.baselines?.storageFailure ?? null;
    if (failure === null || told || storageRefused) return; // who refuses it on purpose knows
    told = true;
    notify({ severity: 'info', text: failure.message, sticky: true, action: whatIsKept(store) });
  });
}
