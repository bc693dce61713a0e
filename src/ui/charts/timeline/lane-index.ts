/**
 * Where the rows of each executor are, and in which of its lane's lines each is drawn: requests that are in progress at
 * the same time stand one above the other. It catches up with the past by itself and knows neither pixels nor canvas.
 */
import { COLUMN } from '../../../protocol/packed-row';
import type { PastRows } from '../../past-rows';
import { LaneRows } from './lane-rows';

/** Lines of a lane; with more requests at once than this the last one is shared. */
const MOST_LINES = 4;
/** Requests that overlap by less than stamps can tell, ms, follow one another. */
const TOUCHING_MS = 0.05;

class Lane {
  readonly rows = new LaneRows();
  /** By line: when its newest row ended. */
  readonly freeAt = new Float64Array(MOST_LINES).fill(Number.NEGATIVE_INFINITY);
  /** By line: rows that are kept. */
  readonly kept = new Int32Array(MOST_LINES);
  /** By tenant: the line of its newest row, where the next one stands if it can, and when that ended. */
  readonly lineOf: number[] = [];
  readonly endOf: number[] = [];
}

export class LaneIndex {
  #past: PastRows | null = null;
  #generation = -1;
  /** By executor; a hole where none of its rows was seen. */
  #lanes: (Lane | undefined)[] = [];
  /** By row modulo the past's slots. */
  #lineOf = new Uint8Array(0);
  /** By request modulo the length: the number of its row. */
  #rowOf = new Float64Array(0);
  #caughtUp = 0;
  #oldest = 0;

  /** Takes in what is new in `past`, or in a copy of it; starts anew with another one and with an older copy. */
  catchUp(past: PastRows): void {
    if (past.generation !== this.#generation || past.end < this.#caughtUp) this.#begin(past);
    this.#past = past;
    for (; this.#oldest < Math.min(past.oldest, this.#caughtUp); this.#oldest += 1)
      this.#forget(this.#oldest);
    this.#oldest = past.oldest;
    for (const lane of this.#lanes) lane?.rows.dropBefore(past.oldest);
    for (let row = Math.max(this.#caughtUp, past.oldest); row < past.end; row += 1) this.#add(past, row);
    this.#caughtUp = past.end;
  }

  /** @param executor its number in the past; undefined when nothing of it is kept. */
  rowsOf(executor: number): LaneRows | undefined {
    return this.#lanes[executor]?.rows;
  }

  /** Lines that the lane needs, at least 1. */
  linesOf(executor: number): number {
    const kept = this.#lanes[executor]?.kept;
    for (let line = MOST_LINES - 1; line > 0; line -= 1) if ((kept?.[line] ?? 0) > 0) return line + 1;
    return 1;
  }

  lineOf(row: number): number {
    return this.#lineOf[row & (this.#lineOf.length - 1)] ?? 0;
  }

  /** The line in which the tenant's next row will stand, as far as can be known. */
  lineOfTenant(executor: number, tenant: number): number {
    return this.#lanes[executor]?.lineOf[tenant] ?? 0;
  }

  /** When the tenant's newest row on this executor ended; −∞ when there is none. */
  newestEndOf(executor: number, tenant: number): number {
    return this.#lanes[executor]?.endOf[tenant] ?? Number.NEGATIVE_INFINITY;
  }

  /** Row of a request; −1 when it is not kept. */
  rowOfRequest(requestId: number): number {
    const past = this.#past;
    const row = this.#rowOf[requestId & (this.#rowOf.length - 1)] ?? -1;
    if (past === null || row < past.oldest || row >= past.end) return -1;
    return past.value(row, COLUMN.requestId) === requestId ? row : -1;
  }

  #begin(past: PastRows): void {
    this.#generation = past.generation;
    this.#lanes = [];
    if (this.#lineOf.length !== past.slots) {
      this.#lineOf = new Uint8Array(past.slots);
      // Requests end out of order: twice the room keeps the numbers of those that are kept apart.
      this.#rowOf = new Float64Array(2 * past.slots);
    }
    this.#rowOf.fill(-1);
    this.#oldest = past.oldest;
    this.#caughtUp = past.oldest;
  }

  #add(past: PastRows, row: number): void {
    const executor = past.value(row, COLUMN.executor);
    if (executor < 0) return;
    const lane = this.#lanes[executor] ?? new Lane();
    this.#lanes[executor] = lane;
    const arrivedAt = past.value(row, COLUMN.arrivedAt);
    const endedAt = past.value(row, COLUMN.endedAt);
    const completedAt = past.value(row, COLUMN.completedAt);
    const deadlineAt = past.value(row, COLUMN.deadlineAt);
    let to = Math.max(arrivedAt, endedAt);
    if (completedAt > to) to = completedAt;
    if (deadlineAt > to) to = deadlineAt;
    lane.rows.push(row, arrivedAt, to);
    this.#rowOf[past.value(row, COLUMN.requestId) & (this.#rowOf.length - 1)] = row;
    this.#lineOf[row & (past.slots - 1)] = 0;
    if (Number.isNaN(completedAt)) return;
    const tenant = past.value(row, COLUMN.tenant);
    const line = this.#freeLine(lane, tenant, past.value(row, COLUMN.startedAt));
    this.#lineOf[row & (past.slots - 1)] = line;
    lane.freeAt[line] = completedAt;
    lane.kept[line] = (lane.kept[line] ?? 0) + 1;
    lane.lineOf[tenant] = line;
    lane.endOf[tenant] = completedAt;
  }

  /** The line of the tenant's last request when it is free, else the first free one. */
  #freeLine(lane: Lane, tenant: number, startedAt: number): number {
    const free = (line: number) => (lane.freeAt[line] ?? 0) <= startedAt + TOUCHING_MS;
    const wished = lane.lineOf[tenant] ?? 0;
    if (free(wished)) return wished;
    for (let line = 0; line < MOST_LINES; line += 1) if (free(line)) return line;
    return MOST_LINES - 1;
  }

  #forget(row: number): void {
    // Its columns are overwritten by now; what lane it was in, the oldest entry of each lane knows.
    for (const lane of this.#lanes) {
      if (lane === undefined || lane.rows.row(0) !== row) continue;
      const line = this.#lineOf[row & (this.#lineOf.length - 1)] ?? 0;
      lane.kept[line] = Math.max(0, (lane.kept[line] ?? 0) - 1);
      lane.rows.dropBefore(row + 1);
      return;
    }
  }
}
