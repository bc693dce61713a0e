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
  /** In order of becoming ready. */
  readonly #ready: E[] = [];
  #running: E | null = null;

  /** Owns `policy` from here on: it disposes it when another takes its place. */
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

  /**
   * Chooses by another policy from the next segment on; what has run stays done. The new one knows nothing of the past:
   * turns, shares and tokens begin anew.
   */
  changePolicy(policy: Policy, preemptive: boolean): void {
    if (policy !== this.policy) this.policy.dispose?.();
    this.policy = policy;
    this.preemptive = preemptive;
  }

  /**
   * The request whose next segment runs from `now` on; null when none is ready. Without preemption it stays the same one
   * until it has ended.
   */
  choose(now: number): E | null {
    const ready = this.#ready;
    if (ready.length === 0) return null;
    if (this.#running !== null && !this.preemptive) return this.#running;
    const chosen = ready[this.policy.choose(ready, now)];
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

  /** It completed, failed or was withdrawn. Nothing happens when it is not there. */
  remove(entry: E): void {
    const ready = this.#ready;
    let index = ready.indexOf(entry);
    if (index < 0) return;
    // `splice` would make an array for the one that it takes out.
    for (const last = ready.length - 1; index < last; index++) ready[index] = ready[index + 1] as E; // index < last
    ready.pop();
    if (this.#running === entry) this.#running = null;
    this.policy.ended?.(entry);
  }
}
