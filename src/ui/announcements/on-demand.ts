/** The announcements' code, fetched once the page stands: nothing of it is needed for the first picture. */
import type { PlaygroundStore } from '../store';

/** Speaks of what happens from now on. Returns the function that ends it. */
export function startAnnouncing(store: PlaygroundStore): () => void {
  let ended = false;
  let end = () => {};
  // A server that does not answer leaves the page as it is: it shows everything, and says less.
  import('./follow-changes').then(
    ({ followChanges }) => {
      if (!ended) end = followChanges(store);
    },
    () => {},
  );
  return () => {
    ended = true;
    end();
  };
}

export async function readFiguresAloud(store: PlaygroundStore): Promise<void> {
  try {
    (await import('./read-figures')).readFigures(store);
  } catch {
    const text = 'The figures could not be read out: the server which gave you this page does not answer.';
    store.getState().notify({ severity: 'problem', text, sticky: false, action: null });
  }
}
