/**
 * Simulated time for many events: a binary heap of timers keyed by (instant, order of scheduling). It moves only when told
 * to. Scheduling, cancelling and firing take O(log n); it must not know what its timers do.
 */
import type { Clock } from './clock';

/** Names a timer until it has fired or was cancelled. */
export type Timer = number;

export class EventClock implements Clock {
  #now: number;
  #order = 0;
  /** Entries of the heap in use. */
  #size = 0;
  /** Slots by place in the heap; those from `#size` on are free. */
  #heap: Int32Array<ArrayBuffer>;
  /** By slot. */
  #place: Int32Array<ArrayBuffer>;
  #at: Float64Array<ArrayBuffer>;
  #orderOf: Float64Array<ArrayBuffer>;
  readonly #fire: ((() => void) | null)[] = [];

  constructor(startAt = 0, capacity = 64) {
    this.#now = startAt;
    this.#heap = new Int32Array(capacity).map((_, slot) => slot);
    this.#place = new Int32Array(capacity).map((_, slot) => slot);
    this.#at = new Float64Array(capacity);
    this.#orderOf = new Float64Array(capacity);
  }

  now(): number {
    return this.#now;
  }

  /** Instant of the next timer; infinite when there is none. */
  get nextAt(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#at[this.#heap[0] as number] as number); // it has a first
  }

  /** Timers that have neither fired nor been cancelled. */
  get pending(): number {
    return this.#size;
  }

  schedule(at: number, fire: () => void): () => void {
    const slot = this.set(at, fire);
    const order = this.#orderOf[slot];
    return () => {
      if (this.#orderOf[slot] === order) this.cancel(slot); // else it has fired and another has its slot
    };
  }

  /** As `schedule`, without making a function that cancels. An instant in the past counts as now. */
  set(at: number, fire: () => void): Timer {
    if (this.#size === this.#heap.length) this.#grow();
    const slot = this.#heap[this.#size] as number; // below its length
    this.#at[slot] = Math.max(at, this.#now);
    this.#orderOf[slot] = this.#order;
    this.#order += 1;
    this.#fire[slot] = fire;
    this.#size += 1;
    this.#up(this.#size - 1, slot);
    return slot;
  }

  /** Lets a timer fire at another instant, as if it were set anew. @param timer one that has neither fired nor been cancelled. */
  move(timer: Timer, at: number): void {
    this.#at[timer] = Math.max(at, this.#now);
    this.#orderOf[timer] = this.#order;
    this.#order += 1;
    const place = this.#place[timer] as number; // every slot has a place
    this.#down(place, timer);
    if (this.#place[timer] === place) this.#up(place, timer);
  }

  /** @param timer one that has neither fired nor been cancelled. */
  cancel(timer: Timer): void {
    if (this.#fire[timer] === null || this.#fire[timer] === undefined) return;
    this.#remove(this.#place[timer] as number); // every slot has a place
  }

  /** Fires everything due up to and including `until`, in order, then rests there. @returns how many fired. */
  runUntil(until: number): number {
    let fired = 0;
    while (this.#size > 0) {
      const slot = this.#heap[0] as number; // there is one
      const at = this.#at[slot] as number; // every slot has an instant
      if (at > until) break;
      const fire = this.#fire[slot];
      this.#remove(0);
      this.#now = at;
      fired += 1;
      fire?.();
    }
    if (until > this.#now && until !== Number.POSITIVE_INFINITY) this.#now = until;
    return fired;
  }

  /** Takes the entry at a place out; its slot becomes the first free one. */
  #remove(place: number): void {
    const slot = this.#heap[place] as number; // within the heap
    this.#fire[slot] = null;
    this.#orderOf[slot] = -1;
    this.#size -= 1;
    const last = this.#heap[this.#size] as number; // there was one
    this.#heap[this.#size] = slot;
    this.#place[slot] = this.#size;
    if (last === slot) return;
    this.#down(place, last);
    if (this.#place[last] === place) this.#up(place, last);
  }

  #before(a: number, b: number): boolean {
    const atA = this.#at[a] as number; // slots have instants and orders
    const atB = this.#at[b] as number;
    return atA < atB || (atA === atB && (this.#orderOf[a] as number) < (this.#orderOf[b] as number));
  }

  /** Puts a slot at `place` or above. */
  #up(from: number, slot: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = this.#heap[above] as number; // within the heap
      if (!this.#before(slot, other)) break;
      this.#heap[place] = other;
      this.#place[other] = place;
      place = above;
    }
    this.#heap[place] = slot;
    this.#place[slot] = place;
  }

  /** Puts a slot at `place` or below. */
  #down(from: number, slot: number): void {
    let place = from;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= this.#size) break;
      const right = below + 1;
      if (right < this.#size && this.#before(this.#heap[right] as number, this.#heap[below] as number))
        below = right; // both within
      const other = this.#heap[below] as number; // within the heap
      if (!this.#before(other, slot)) break;
      this.#heap[place] = other;
      this.#place[other] = place;
      place = below;
    }
    this.#heap[place] = slot;
    this.#place[slot] = place;
  }

  #grow(): void {
    const before = this.#heap.length;
    const longer = (values: Int32Array) => {
      const grown = new Int32Array(before * 2).map((_, slot) => slot);
      grown.set(values);
      return grown;
    };
    this.#heap = longer(this.#heap);
    this.#place = longer(this.#place);
    const [at, orderOf] = [this.#at, this.#orderOf];
    this.#at = new Float64Array(before * 2);
    this.#at.set(at);
    this.#orderOf = new Float64Array(before * 2);
    this.#orderOf.set(orderOf);
  }
}
