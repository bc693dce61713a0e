/**
 * Requests that are ready on one executor and the segments that are left of each: who runs next, segment by segment. One
 * implementation for the executor's worker and the simulator. It knows neither time nor workers: both are told to it.
 */
import type { Policy, ReadyRequest } from './policy';

/** A ready request whose progress the queue keeps. */
export interface RunEntry extends ReadyRequest {
  remainingMs: number;
  nextMs: number;
  servedAt: number | null;
  /** Estimated cost of each segment; at least one. */
  readonly segmentsMs: readonly number[];
  /** Segments that were served. */
  done: number;
}

export class RunQueue<E extends RunEntry = RunEntry> {
  readonly #ready: E[] = [];
  #running: E | null = null;

  constructor(
    public policy: Policy,
    public preemptive: boolean,
  ) {}

  get size(): number {
    return this.#ready.length;
  }

  get ready(): readonly E[] {
    return this.#ready;
  }

  add(entry: E): void {
    this.#ready.push(entry);
  }

  /** The request whose next segment runs from `now` on; null when none is ready. */
  choose(now: number): E | null {
    if (this.#ready.length === 0) return null;
    if (this.#running !== null && !this.preemptive) return this.#running;
    const index = this.policy.choose(this.#ready, now);
    const chosen = this.#ready[index];
    if (chosen === undefined) throw new Error('invariant broken: the policy chose outside the queue');
    this.#running = chosen;
    return chosen;
  }

  /** A segment of the chosen request was served for `ranMs`. @returns whether it was its last. */
  served(entry: E, ranMs: number, now: number): boolean {
    entry.remainingMs = Math.max(0, entry.remainingMs - (entry.segmentsMs[entry.done] ?? 0));
    entry.done += 1;
    entry.servedAt = now;
    entry.nextMs = entry.segmentsMs[entry.done] ?? 0;
    this.policy.served?.(entry, ranMs, now);
    if (entry.done < entry.segmentsMs.length) return false;
    this.remove(entry);
    return true;
  }

  /** It completed, failed or was withdrawn. */
  remove(entry: E): void {
    const index = this.#ready.indexOf(entry);
    if (index < 0) return;
    this.#ready.splice(index, 1);
    if (this.#running === entry) this.#running = null;
    this.policy.ended?.(entry);
  }
}
