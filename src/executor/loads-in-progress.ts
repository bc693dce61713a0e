/** Which tenants are being loaded, so that a load can be given up. It does not know what loading is. */

interface Load {
  readonly stop: AbortController;
  /** Settles when the load has ended, either way, and has left nothing behind; never rejects. */
  readonly ended: Promise<void>;
}

export class LoadsInProgress<T> {
  readonly #loads = new Map<string, Load>();

  /** Runs a load; one that is in progress for the same tenant is given up and awaited first. */
  async run(tenantId: string, load: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const before = this.#loads.get(tenantId);
    before?.stop.abort();
    const stop = new AbortController();
    const loading = (before?.ended ?? Promise.resolve()).then(() => load(stop.signal));
    const ended = loading.then(
      () => {},
      () => {}, // its error goes to the caller of `run`
    );
    const entry = { stop, ended };
    this.#loads.set(tenantId, entry);
    try {
      return await loading;
    } finally {
      if (this.#loads.get(tenantId) === entry) this.#loads.delete(tenantId);
    }
  }

  cancel(tenantId: string): void {
    this.#loads.get(tenantId)?.stop.abort();
  }

  /** Resolves when no load of that tenant is in progress any more. */
  async ended(tenantId: string): Promise<void> {
    await this.#loads.get(tenantId)?.ended;
  }
}
