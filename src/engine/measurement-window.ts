/** The bounds of a run file's window and what is summed over it per executor; tenants keep their own figures. */
import type { RequestRecord } from '../domain/request';
import { BusyTime } from './metrics/busy-time';
import { DecisionWindow } from './metrics/decisions';

export class MeasurementWindow {
  /** Choices of all schedulers and executors. */
  readonly decisions = new DecisionWindow();
  readonly #busy = new Map<string, BusyTime>();
  /** When the computer woke last; what was in service before that served nobody meanwhile. */
  #awokeAt = Number.NEGATIVE_INFINITY;
  /** In which nobody was served on purpose: the tab was hidden, or the computer slept. */
  hiddenMs = 0;
  /** The part of `hiddenMs` in which the computer slept. */
  sleptMs = 0;
  /** When the run was stopped, ms since the epoch; null while it goes on. What is drained afterwards still counts. */
  closedAt: number | null = null;
  /** When the run was stopped, or the last request after that ended; null while it goes on. */
  #closedAt: number | null = null;
  #hiddenSince: number | null = null;

  constructor(readonly openedAt: number) {}

  add(record: RequestRecord): void {
    if (this.#closedAt !== null) this.#closedAt = Math.max(this.#closedAt, record.endedAt);
    const busy = this.#busy.get(record.executorId) ?? new BusyTime(this.openedAt);
    this.#busy.set(record.executorId, busy);
    busy.add(record);
  }

  addDecisions(tookMs: readonly number[], beyondMs: number | null): void {
    for (const ms of tookMs) this.decisions.choice(ms);
    if (beyondMs !== null) this.decisions.beyond(beyondMs);
  }

  /** Time in service of an executor up to `at`, the requests in flight now included, ms. */
  busyMsOf(
    { id, inServiceSince }: { readonly id: string; readonly inServiceSince: number | null },
    at: number,
  ): number {
    const busy = this.#busy.get(id) ?? new BusyTime(this.openedAt);
    return busy.until(at, inServiceSince === null ? null : Math.max(inServiceSince, this.#awokeAt));
  }

  /** The run is stopped: figures of the window grow no thinner from here on. */
  close(at: number): void {
    this.#closedAt ??= at;
  }

  /** Its end, if it was looked at now. */
  endAt(now: number): number {
    return this.#closedAt ?? now;
  }

  hide(at: number): void {
    this.#hiddenSince ??= at;
  }

  /** @param at when it was noticed: requests from before that are not added any more. */
  slept(sleptMs: number, at: number): void {
    const withinMs = Math.min(sleptMs, at - this.openedAt);
    this.hiddenMs += withinMs;
    this.sleptMs += withinMs;
    this.#awokeAt = at;
  }

  show(at: number): void {
    if (this.#hiddenSince !== null) this.hiddenMs += at - this.#hiddenSince;
    this.#hiddenSince = null;
  }
}
