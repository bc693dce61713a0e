/** Tells of a sleep in a notice: the run looked the same before and after it, but the figures of that moment do not. */
import type { PlaygroundStore } from './store';

/** Returns the function that ends it. */
export function noticeSleep(store: PlaygroundStore): () => void {
  let told = 0;
  return store.subscribe(({ snapshot, notify }, before) => {
    if (snapshot === null || snapshot.incidents === before.snapshot?.incidents) return;
    for (const { id, cause, message } of snapshot.incidents) {
      if (id <= told) continue;
      told = id;
      if (cause === 'sleep') notify({ severity: 'info', text: message, sticky: true, action: null });
    }
  });
}
