/** The browser's Cache Storage in memory: entries by address, and a bound on how many it takes. */

class FakeCache {
  readonly entries = new Map<string, Response>();

  constructor(private readonly storage: FakeCaches) {}

  async keys(): Promise<readonly Request[]> {
    return [...this.entries.keys()].map((url) => new Request(url));
  }
  async match(request: RequestInfo | URL): Promise<Response | undefined> {
    return this.entries.get(urlOf(request))?.clone();
  }
  async put(request: RequestInfo | URL, response: Response): Promise<void> {
    if (this.storage.count >= this.storage.room)
      throw new DOMException('Quota exceeded.', 'QuotaExceededError');
    this.entries.set(urlOf(request), response);
  }
  async delete(request: RequestInfo | URL): Promise<boolean> {
    return this.entries.delete(urlOf(request));
  }
}

const urlOf = (request: RequestInfo | URL): string =>
  request instanceof Request ? request.url : String(request);

export class FakeCaches {
  /** How many entries it takes before it is full. */
  room = Number.POSITIVE_INFINITY;
  readonly #caches = new Map<string, FakeCache>();

  async open(name: string): Promise<Cache> {
    const cache = this.#caches.get(name) ?? new FakeCache(this);
    this.#caches.set(name, cache);
    return cache as unknown as Cache; // the members that are used here
  }
  async keys(): Promise<string[]> {
    return [...this.#caches.keys()];
  }

  get count(): number {
    return [...this.#caches.values()].reduce((sum, { entries }) => sum + entries.size, 0);
  }
  urls(name: string): readonly string[] {
    return [...(this.#caches.get(name)?.entries.keys() ?? [])];
  }
}
