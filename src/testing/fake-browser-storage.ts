/** localStorage, Cache Storage and registrations of service workers in memory, as far as the inventory uses them. */

export class FakeLocal {
  readonly #texts = new Map<string, string>();

  getItem(key: string): string | null {
    return this.#texts.get(key) ?? null;
  }

  setItem(key: string, text: string): void {
    this.#texts.set(key, text);
  }

  removeItem(key: string): void {
    this.#texts.delete(key);
  }

  keys(): readonly string[] {
    return [...this.#texts.keys()];
  }
}

export class FakeCaches {
  readonly #caches = new Map<string, ReadonlyMap<string, string>>();

  /** @param files bodies by address */
  put(name: string, files: Readonly<Record<string, string>>): void {
    this.#caches.set(name, new Map(Object.entries(files)));
  }

  get storage(): CacheStorage {
    const storage = {
      keys: async () => [...this.#caches.keys()],
      delete: async (name: string) => this.#caches.delete(name),
      open: async (name: string) => {
        const files = this.#caches.get(name) ?? new Map<string, string>();
        return {
          keys: async () => [...files.keys()],
          match: async (key: string) => responseOf(files.get(key)),
        };
      },
    };
    return storage as unknown as CacheStorage; // what is used of it
  }
}

const responseOf = (body: string | undefined): Response | undefined =>
  body === undefined ? undefined : new Response(body);

export class FakeWorkers {
  #scopes: readonly string[] = [];

  register(scope: string): void {
    this.#scopes = [...this.#scopes, scope];
  }

  scopes(): readonly string[] {
    return this.#scopes;
  }

  get container(): Pick<ServiceWorkerContainer, 'getRegistrations'> {
    const registrationOf = (scope: string) => ({
      scope,
      unregister: async () => {
        this.#scopes = this.#scopes.filter((one) => one !== scope);
        return true;
      },
    });
    const getRegistrations = async () => this.#scopes.map(registrationOf);
    return { getRegistrations } as unknown as ServiceWorkerContainer; // what is used of it
  }
}
