/**
 * The rows of one executor in the order in which they ended, to be searched by time. A row may have begun long before its
 * neighbours: beside each stands how far everything up to it reaches and from when on everything after it counts, both
 * of which only grow, so that a binary search leaves out nothing that is seen. Its arrays double and never shrink.
 */

/** A power of two, as all that follow. */
const FIRST_ROOM = 1024;

export class LaneRows {
  #room = FIRST_ROOM;
  #rows = new Float64Array(FIRST_ROOM);
  /** Latest instant of the row and of all before it. */
  #reach = new Float64Array(FIRST_ROOM);
  /** Earliest instant of the row and of all after it. */
  #since = new Float64Array(FIRST_ROOM);
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
    if (this.count === this.#room) this.#grow();
    const before = this.count === 0 ? Number.NEGATIVE_INFINITY : this.#reach[this.#at(this.count - 1)];
    this.#end += 1;
    const last = this.count - 1;
    this.#rows[this.#at(last)] = row;
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

  #grow(): void {
    this.#rows = this.#larger(this.#rows);
    this.#reach = this.#larger(this.#reach);
    this.#since = this.#larger(this.#since);
    this.#end = this.count;
    this.#first = 0;
    this.#room *= 2;
  }

  #larger(values: Float64Array): Float64Array<ArrayBuffer> {
    const larger = new Float64Array(2 * this.#room);
    for (let index = 0; index < this.count; index += 1) larger[index] = values[this.#at(index)] ?? 0;
    return larger;
  }
}
