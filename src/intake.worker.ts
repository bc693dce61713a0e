/** Entry of the intake worker: the one script that may fetch from other origins, as its own policy says. */
import './domain/zod-without-eval';
import './base/abort-any';
import { createWallClock } from './base/clock';
import { createShelf } from './intake/model-shelf';
import { serveIntake } from './intake/serve-intake';

serveIntake(self, {
  fetch: (input, init) => fetch(input, init),
  clock: createWallClock(),
  ownOrigin: self.location.origin,
  shelf: createShelf(() => self.indexedDB),
  // `navigator.storage` is missing where the page is not served securely.
  estimate: async () => (await navigator.storage?.estimate()) ?? null,
});
