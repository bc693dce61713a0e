/**
 * The page between the playground and Perfetto. It is served without cross-origin isolation, so that the window that it
 * opens can answer; it takes the trace from this origin's storage and posts it when the person presses the button:
 * PING until PONG comes, then the trace (perfetto.dev/docs/visualization/deep-linking-to-perfetto-ui).
 */
(() => {
  const PERFETTO = 'https://ui.perfetto.dev';
  /** As `src/ui/evidence/handoff-store.ts` has them. */
  const DATABASE = 'playground-handoff';
  const STORE = 'traces';
  const GONE =
    'Perfetto has this trace; it is not kept here. Press “Open in Perfetto” in the playground for another.';
  const LOOK_EVERY_MS = 200;
  /** Writing a trace of a million requests takes less. */
  const WAIT_FOR_TRACE_MS = 120_000;
  const PING_EVERY_MS = 100;
  const WAIT_FOR_PONG_MS = 30_000;

  const [what, state, open, save] = ['what', 'state', 'open', 'save'].map((id) =>
    document.getElementById(id),
  );
  const id = location.hash.slice(1);

  /** Null when the playground has made none yet, or somebody erased it: this page makes none. */
  const database = () =>
    new Promise((resolve, reject) => {
      const opening = indexedDB.open(DATABASE, 1);
      opening.onupgradeneeded = () => opening.transaction.abort();
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => (opening.error?.name === 'AbortError' ? resolve(null) : reject(opening.error));
    });

  /** One request of a transaction of its own; undefined where there is no database. */
  const inStore = async (mode, act) => {
    const opened = await database();
    if (opened === null) return undefined;
    try {
      return await new Promise((resolve, reject) => {
        const asked = act(opened.transaction(STORE, mode).objectStore(STORE));
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    } finally {
      opened.close();
    }
  };

  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  /** The entry, once the playground has put it there; null when it never does. */
  const waited = async () => {
    for (const until = Date.now() + WAIT_FOR_TRACE_MS; Date.now() < until; await pause(LOOK_EVERY_MS)) {
      const found = await inStore('readonly', (store) => store.get(id));
      if (found !== undefined) return found;
    }
    return null;
  };

  /** @returns whether the window answered in time. */
  const answers = (target) =>
    new Promise((resolve) => {
      const until = Date.now() + WAIT_FOR_PONG_MS;
      const finish = (answered) => {
        clearInterval(timer);
        removeEventListener('message', listen);
        resolve(answered);
      };
      const listen = (event) => {
        if (event.origin === PERFETTO && event.source === target && event.data === 'PONG') finish(true);
      };
      addEventListener('message', listen);
      const timer = setInterval(() => {
        if (target.closed || Date.now() > until) finish(false);
        else target.postMessage('PING', PERFETTO);
      }, PING_EVERY_MS);
    });

  const say = (text) => {
    state.textContent = text;
  };

  const hand = async ({ title, fileName, blob }) => {
    // In the press itself: browsers open windows only then.
    const target = window.open(PERFETTO);
    if (target === null) {
      say('This browser did not open a tab. Allow this page to open one and press again, or save the trace.');
      return;
    }
    open.disabled = true;
    say('Waiting for Perfetto to answer…');
    const buffer = await blob.arrayBuffer();
    const answered = await answers(target);
    open.disabled = false;
    if (!answered) {
      say(
        'Perfetto did not answer: ui.perfetto.dev cannot be reached from here, or its tab was closed. Nothing was sent. Try again when there is a network, or save the trace and open it in Perfetto or speedscope later.',
      );
      return;
    }
    target.postMessage({ perfetto: { buffer, title, fileName } }, PERFETTO, [buffer]);
    say('Perfetto has the trace. You may close this tab.');
    const gone = { id, at: Date.now(), title, fileName, blob: null, why: GONE };
    await inStore('readwrite', (store) => store.put(gone)).catch(() => {});
  };

  const start = async () => {
    const entry = id === '' ? null : await waited();
    if (entry === null) {
      what.textContent = 'There is no trace here. Press “Open in Perfetto” in the playground again.';
      return;
    }
    if (entry.blob === null) {
      what.textContent = entry.why;
      return;
    }
    const { size } = entry.blob;
    const room =
      size < 1e6 ? `${Math.ceil(size / 1e3)} kB` : `${(size / 1e6).toFixed(size < 1e7 ? 1 : 0)} MB`;
    what.textContent = `${entry.title}: ${room}, ready.`;
    save.href = URL.createObjectURL(entry.blob);
    save.download = entry.fileName;
    save.hidden = false;
    open.disabled = false;
    open.addEventListener(
      'click',
      () => void hand(entry).catch((error) => say(`It could not be handed on: ${error.message}`)),
    );
  };
  void start().catch((error) => {
    what.textContent = `The trace could not be read from this browser’s storage: ${error.message}`;
  });
})();
