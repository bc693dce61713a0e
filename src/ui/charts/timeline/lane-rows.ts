/**
 * The rows of one executor in the order in which they ended, to be searched by time. A row may have begun long before its
 * neighbours: beside each stands how far everything up to it reaches and from when on everything after it counts, both
 * of which only grow, so that a binary search leaves out nothing that is seen. One straggler, with a deadline an hour away
 * say, would make everything after it a candidate: so each block of rows knows its own reach, and those out of sight are
 * skipped. Its arrays double and never shrink.
 */
import { FoundRuns, type SeenRuns } from './seen-runs';

/** A power of two, as all that follow. */
const FIRST_ROOM = 1024;
const BLOCK_BITS = 6;
const BLOCK = 1 << BLOCK_BITS;

export class LaneRows {
  #room = FIRST_ROOM;
  #rows = new Float64Array(FIRST_ROOM);
  /** Latest instant of the row and of all before it. */
  #reach = new Float64Array(FIRST_ROOM);
  /** Earliest instant of the row and of all after it. */
  #since = new Float64Array(FIRST_ROOM);
  /** By block of places: earliest and latest instant of the rows in it. */
  #blockFrom = new Float64Array(FIRST_ROOM >> BLOCK_BITS);
  #blockTo = new Float64Array(FIRST_ROOM >> BLOCK_BITS);
  readonly #seen = new FoundRuns();
  /** Entries dropped since the start: entry n lies at n modulo the room. */
  #first = 0;
  #end = 0;

  get count(): number {
    return this.#end - this.#first;
  }

  /** Number of the row at `index`, 0 the oldest. */
  row(index: number): number {
    return this.#rows[this.#at(index)] ?? -1;
  }

  /** Adds the row that ended last. @param from, to everything of it that is drawn lies between, ms since the epoch. */
  push(row: number, from: number, to: number): void {
    // A block is begun anew only when none of its old rows is left.
    if (this.count > this.#room - BLOCK) this.#grow();
    const before = this.count === 0 ? Number.NEGATIVE_INFINITY : this.#reach[this.#at(this.count - 1)];
    this.#end += 1;
    const last = this.count - 1;
    this.#rows[this.#at(last)] = row;
    this.#widenBlock(this.#at(last), from, to);
    this.#reach[this.#at(last)] = Math.max(before ?? to, to);
    for (let index = last; index >= 0; index -= 1) {
      const at = this.#at(index);
      if (index < last && (this.#since[at] ?? from) <= from) break;
      this.#since[at] = from;
    }
  }

  /** Forgets rows before number `row`. */
  dropBefore(row: number): void {
    while (this.#first < this.#end && this.row(0) < row) this.#first += 1;
  }

  /** Index of the first row that may reach `at`: none before it does. */
  firstReaching(at: number): number {
    return this.#search(this.#reach, at);
  }

  /** Index behind the last row that may begin before `at`: none from there on does. */
  endBefore(at: number): number {
    return this.#search(this.#since, at);
  }

  /** The rows that may be seen between two instants, and few others: whole blocks of them. */
  seen(fromAt: number, toAt: number): SeenRuns {
    const seen = this.#seen;
    seen.clear();
    const end = this.endBefore(toAt);
    let index = this.firstReaching(fromAt);
    while (index < end) {
      const at = this.#at(index);
      const next = Math.min(end, index + BLOCK - (at & (BLOCK - 1)));
      const block = at >> BLOCK_BITS;
      if ((this.#blockFrom[block] ?? 0) <= toAt && (this.#blockTo[block] ?? 0) >= fromAt)
        seen.add(index, next);
      index = next;
    }
    return seen;
  }

  #widenBlock(at: number, from: number, to: number): void {
    const block = at >> BLOCK_BITS;
    const fresh = (at & (BLOCK - 1)) === 0;
    this.#blockFrom[block] = fresh ? from : Math.min(from, this.#blockFrom[block] ?? from);
    this.#blockTo[block] = fresh ? to : Math.max(to, this.#blockTo[block] ?? to);
  }

  /** First index whose value is at least `at`; values ascend. */
  #search(values: Float64Array, at: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[this.#at(middle)] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #at(index: number): number {
    return (this.#first + index) & (this.#room - 1);
  }

  /** Entries keep their numbers, and so their blocks. */
  #grow(): void {
    this.#rows = this.#larger(this.#rows, 0);
    this.#reach = this.#larger(this.#reach, 0);
    this.#since = this.#larger(this.#since, 0);
    this.#blockFrom = this.#larger(this.#blockFrom, BLOCK_BITS);
    this.#blockTo = this.#larger(this.#blockTo, BLOCK_BITS);
    this.#room *= 2;
  }

  /** @param bits entries for each value, as a power of two. */
  #larger(values: Float64Array, bits: number): Float64Array<ArrayBuffer> {
    const larger = new Float64Array(2 * values.length);
    for (let number = this.#first >> bits; number << bits < this.#end; number += 1)
      larger[number & (larger.length - 1)] = values[number & (values.length - 1)] ?? 0;
    return larger;
  }
}
