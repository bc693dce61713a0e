/** A bounded first-in first-out history: the newest `capacity` items, oldest first when iterated. */
export class RingBuffer<T> implements Iterable<T> {
  readonly #items: T[] = [];
  #start = 0;

  constructor(readonly capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1) throw new Error(`ring buffer capacity ${capacity}`);
  }

  get length(): number {
    return this.#items.length;
  }

  /** The oldest item, once older ones have been or will next be forgotten; null while there is room. */
  get oldestKept(): T | null {
    return this.#items.length < this.capacity ? null : (this.#items[this.#start] as T); // start < length
  }

  /** Appends `item`; when full, the oldest item is forgotten. */
  push(item: T): void {
    if (this.#items.length < this.capacity) {
      this.#items.push(item);
      return;
    }
    this.#items[this.#start] = item;
    this.#start = (this.#start + 1) % this.capacity;
  }

  clear(): void {
    this.#items.length = 0;
    this.#start = 0;
  }

  *[Symbol.iterator](): Iterator<T> {
    const { length } = this.#items;
    for (let i = 0; i < length; i += 1) yield this.#items[(this.#start + i) % length] as T; // index < length
  }

  /** Newest first: stops early without walking the whole history. */
  *newestFirst(): Iterable<T> {
    const { length } = this.#items;
    for (let i = length - 1; i >= 0; i -= 1) yield this.#items[(this.#start + i) % length] as T; // index < length
  }
}
