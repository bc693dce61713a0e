/**
 * Time in which an executor served somebody: the union of what its requests ran, so that requests in flight beside one
 * another count once. Not CPU use. It knows neither executors nor workers.
 */
import type { RequestRecord } from '../../domain/request';

/** Intervals kept apart; beyond, the older half is summed up and what comes later for that time is left out. */
const KEPT = 4096;

export class BusyTime {
  #starts: number[] = [];
  #ends: number[] = [];
  #foldedMs = 0;

  /** @param from nothing before counts. */
  constructor(private from: number) {}

  /** What a request ran: all its service, or around its segments where it has some. */
  add({ stamps, segmentsAt }: Pick<RequestRecord, 'stamps' | 'segmentsAt'>): void {
    if (stamps === null) return;
    if (segmentsAt === null || segmentsAt.length < 4) {
      this.#span(stamps.startedAt, stamps.completedAt);
      return;
    }
    const last = segmentsAt.length - 2;
    for (let at = 0; at <= last; at += 2) {
      const from = at === 0 ? stamps.startedAt : (segmentsAt[at] ?? 0);
      this.#span(from, at === last ? stamps.completedAt : (segmentsAt[at + 1] ?? 0));
    }
    if (this.#starts.length > KEPT) this.#fold();
  }

  /**
   * In ms, up to `until`.
   * @param since an interval from here to `until` counts too: somebody is served now; null: nobody.
   */
  until(until: number, since: number | null): number {
    const starts = since === null ? this.#starts : [...this.#starts, since];
    const ends = since === null ? this.#ends : [...this.#ends, until];
    return this.#foldedMs + unionMs(starts, ends, this.from, until);
  }

  #span(from: number, to: number): void {
    if (to <= this.from || to <= from) return;
    this.#starts.push(from);
    this.#ends.push(to);
  }

  #fold(): void {
    const middle = Float64Array.from(this.#starts).sort()[KEPT / 2] ?? this.from;
    this.#foldedMs += unionMs(this.#starts, this.#ends, this.from, middle);
    const stay = this.#ends.map((end) => end > middle);
    this.#starts = this.#starts.filter((_, index) => stay[index]);
    this.#ends = this.#ends.filter((_, index) => stay[index]);
    this.from = middle;
  }
}

/** Length of the union of the intervals within [from, until], ms. Which start belongs to which end does not matter. */
function unionMs(from: readonly number[], to: readonly number[], least: number, most: number): number {
  const starts = Float64Array.from(from).sort();
  const ends = Float64Array.from(to).sort();
  let busyMs = 0;
  let open = 0;
  let since = least;
  for (let start = 0, end = 0; end < ends.length; ) {
    const opens = start < starts.length && (starts[start] ?? 0) <= (ends[end] ?? 0);
    const at = Math.min(most, Math.max(least, (opens ? starts[start] : ends[end]) ?? 0));
    if (open > 0) busyMs += at - since;
    since = at;
    if (opens) start += 1;
    else end += 1;
    open += opens ? 1 : -1;
  }
  return busyMs;
}

/**
 * @param records requests served by one executor, any order.
 * @param servingSince since when it has somebody in flight without a break that is known, or null.
 * @returns 0..1 over [from, to]; 0 for an empty window.
 */
export function utilisationFraction(
  records: Iterable<RequestRecord>,
  servingSince: number | null,
  from: number,
  to: number,
): number {
  if (to <= from) return 0;
  const busy = new BusyTime(from);
  for (const record of records) busy.add(record);
  return Math.min(1, busy.until(to, servingSince) / (to - from));
}
