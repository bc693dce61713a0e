/**
 * Whether another tab of this app runs models on the machine too. A tab that runs holds a lock of its own, which the
 * browser releases when the tab ends, crashes included; who waits for that lock learns of it. It knows no engine.
 */

/** What the browser offers for it, or a test. */
export interface TabsPlace {
  readonly locks: Pick<LockManager, 'query' | 'request'>;
  /** Reaches the other tabs of this origin. */
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'>;
  /** Of this tab, unique. */
  readonly ownId: string;
}

const PREFIX = 'playground-runs-';

/** Null where the browser has no locks or channels (an insecure context): then nothing is known of other tabs. */
export function browserTabs(): TabsPlace | null {
  if (navigator.locks === undefined || typeof BroadcastChannel === 'undefined') return null;
  return {
    locks: navigator.locks,
    channel: new BroadcastChannel('playground-runs'),
    ownId: crypto.randomUUID(),
  };
}

export class OtherTabs {
  /** Locks of other tabs that are waited for. */
  readonly #awaited = new Set<string>();
  readonly #ended = new AbortController();
  #release: (() => void) | null = null;

  constructor(
    private readonly place: TabsPlace,
    private readonly onChange: (anotherRuns: boolean) => void,
  ) {
    place.channel.addEventListener('message', () => void this.#look(), { signal: this.#ended.signal });
    void this.#look();
  }

  /** Tells the other tabs whether this one runs models. */
  setRunning(running: boolean): void {
    if (running === (this.#release !== null) || this.#ended.signal.aborted) return;
    if (!running) {
      this.#release?.();
      this.#release = null;
      return;
    }
    const held = new Promise<void>((resolve) => {
      this.#release = resolve;
    });
    const holding = this.place.locks.request(PREFIX + this.place.ownId, () => {
      this.#tell();
      return held;
    });
    holding.then(
      () => this.#tell(),
      () => {}, // the browser refuses locks here: other tabs do not learn of this one
    );
  }

  dispose(): void {
    this.setRunning(false);
    this.#ended.abort();
    this.place.channel.close();
  }

  #tell(): void {
    if (!this.#ended.signal.aborted) this.place.channel.postMessage(null);
  }

  async #look(): Promise<void> {
    const { held = [] } = await this.place.locks.query().catch(() => ({ held: [] }));
    if (this.#ended.signal.aborted) return;
    const others = held.flatMap(({ name, mode }) =>
      // Who waits for a tab's end holds that tab's lock for an instant, but shared.
      mode === 'exclusive' && name?.startsWith(PREFIX) === true && name !== PREFIX + this.place.ownId
        ? [name]
        : [],
    );
    for (const name of others) this.#awaitEnd(name);
    this.onChange(others.length > 0);
  }

  #awaitEnd(name: string): void {
    if (this.#awaited.has(name)) return;
    this.#awaited.add(name);
    const { signal } = this.#ended;
    this.place.locks
      .request(name, { mode: 'shared', signal }, () => {})
      .then(
        () => {
          this.#awaited.delete(name);
          void this.#look();
        },
        () => {}, // this tab ends
      );
  }
}
