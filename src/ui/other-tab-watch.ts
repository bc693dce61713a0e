/** Keeps the store's word on other tabs: tells them whether this one runs, and learns whether another does. */
import { epochNow } from './epoch-clock';
import { browserTabs, OtherTabs } from './other-tabs';
import type { PlaygroundStore } from './store';

/** Returns the function that ends it. */
export function watchOtherTabs(store: PlaygroundStore): () => void {
  const place = browserTabs();
  if (place === null) return () => {};
  const tabs = new OtherTabs(place, (otherTabRuns) => {
    // Also when it has stopped just now: the run of this tab had company until here.
    if (otherTabRuns || store.getState().otherTabRuns)
      store.getState().set({ otherTabRuns, otherTabRanAt: epochNow() });
  });
  const unsubscribe = store.subscribe(({ snapshot }) =>
    tabs.setRunning(snapshot !== null && snapshot.run.kind !== 'idle'),
  );
  return () => {
    unsubscribe();
    tabs.dispose();
  };
}
