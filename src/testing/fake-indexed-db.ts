/**
 * As much of IndexedDB as models need, in memory: transactions that end when they have nothing to do, copies instead
 * of references, a disk that can be full and a browser that can refuse. Must not know who uses it.
 */

type Handler = ((event: unknown) => void) | null;

class FakeRequest {
  result: unknown;
  error: DOMException | null = null;
  onsuccess: Handler = null;
  onerror: Handler = null;
  onupgradeneeded: Handler = null;
}

class FakeTransaction {
  oncomplete: Handler = null;
  onabort: Handler = null;
  error: DOMException | null = null;
  #pending = 0;
  #ended = false;
  readonly #undo: (() => void)[] = [];

  constructor(readonly database: FakeDatabase) {
    queueMicrotask(() => this.#endIfIdle());
  }

  objectStore(name: string): FakeStore {
    if (this.#ended) throw new DOMException('the transaction has ended', 'InvalidStateError');
    const rows = this.database.stores.get(name);
    if (rows === undefined) throw new DOMException(`no store ${name}`, 'NotFoundError');
    return new FakeStore(this, rows);
  }

  request(work: () => unknown, undo: () => void): FakeRequest {
    const request = new FakeRequest();
    this.#pending += 1;
    setImmediate(() => {
      try {
        request.result = work();
        this.#undo.unshift(undo);
        request.onsuccess?.({});
      } catch (thrown) {
        request.error = thrown as DOMException; // all that is thrown here is one
        this.error = request.error;
        this.#ended = true;
        for (const step of this.#undo) step();
        request.onerror?.({ preventDefault() {} });
        this.onabort?.({});
      }
      this.#pending -= 1;
      queueMicrotask(() => this.#endIfIdle());
    });
    return request;
  }

  #endIfIdle(): void {
    if (this.#ended || this.#pending > 0) return;
    this.#ended = true;
    setImmediate(() => this.oncomplete?.({}));
  }
}

class FakeStore {
  constructor(
    readonly transaction: FakeTransaction,
    readonly rows: Map<string, unknown>,
  ) {}

  put(row: { readonly modelPath: string }): FakeRequest {
    const copy = structuredClone(row);
    const { capacityBytes } = this.transaction.database;
    const before = this.rows.get(row.modelPath);
    return this.transaction.request(
      () => {
        if (bytesIn(copy) > capacityBytes()) throw new DOMException('the disk is full', 'QuotaExceededError');
        this.rows.set(row.modelPath, copy);
      },
      () => (before === undefined ? this.rows.delete(row.modelPath) : this.rows.set(row.modelPath, before)),
    );
  }

  get = (key: string): FakeRequest => this.#read(() => this.rows.get(key));
  getAll = (): FakeRequest => this.#read(() => [...this.rows.values()]);
  getAllKeys = (): FakeRequest => this.#read(() => [...this.rows.keys()]);
  delete = (key: string): FakeRequest => this.#read(() => void this.rows.delete(key));

  #read(work: () => unknown): FakeRequest {
    return this.transaction.request(
      () => structuredClone(work()),
      () => {},
    );
  }
}

interface FakeDatabase {
  readonly stores: Map<string, Map<string, unknown>>;
  readonly capacityBytes: () => number;
}

function bytesIn(value: unknown): number {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce<number>((sum, item) => sum + bytesIn(item), 0);
}

export class FakeIndexedDb {
  /** Of one record. */
  capacityBytes = Number.POSITIVE_INFINITY;
  /** What opening fails with; null: it does not. */
  refusal: DOMException | null = null;
  readonly #databases = new Map<string, Map<string, Map<string, unknown>>>();

  open(name: string): FakeRequest {
    const request = new FakeRequest();
    setImmediate(() => {
      if (this.refusal !== null) {
        request.error = this.refusal;
        request.onerror?.({});
        return;
      }
      const known = this.#databases.get(name);
      const stores = known ?? new Map<string, Map<string, unknown>>();
      this.#databases.set(name, stores);
      const database: FakeDatabase = { stores, capacityBytes: () => this.capacityBytes };
      request.result = {
        createObjectStore: (store: string) => stores.set(store, new Map()),
        transaction: () => new FakeTransaction(database),
        close() {},
      };
      if (known === undefined) request.onupgradeneeded?.({});
      request.onsuccess?.({});
    });
    return request;
  }

  /** What a person does who clears the site's data. */
  clear(): void {
    this.#databases.clear();
  }
}
