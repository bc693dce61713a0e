/** The bounds of a run file's window and what is summed over it per executor; tenants keep their own figures. */
import type { RequestRecord } from '../domain/request';

export class MeasurementWindow {
  readonly #busyMs = new Map<string, number>();
  /** In which nobody was served on purpose: the tab was hidden, or the computer slept. */
  hiddenMs = 0;
  /** The part of `hiddenMs` in which the computer slept. */
  sleptMs = 0;
  #hiddenSince: number | null = null;

  constructor(readonly openedAt: number) {}

  add({ executorId, stamps }: RequestRecord): void {
    if (stamps === null) return;
    const servedMs = stamps.completedAt - Math.max(this.openedAt, stamps.startedAt);
    this.#busyMs.set(executorId, (this.#busyMs.get(executorId) ?? 0) + Math.max(0, servedMs));
  }

  /** Time in service of an executor up to `at`, the request in service now included, ms. */
  busyMsOf(
    { id, inServiceSince }: { readonly id: string; readonly inServiceSince: number | null },
    at: number,
  ): number {
    const nowServed = inServiceSince === null ? 0 : Math.max(0, at - Math.max(this.openedAt, inServiceSince));
    return (this.#busyMs.get(id) ?? 0) + nowServed;
  }

  hide(at: number): void {
    this.#hiddenSince ??= at;
  }

  /** @param serving executors that had a request in service all the while: that was no service. */
  slept(sleptMs: number, serving: readonly string[]): void {
    this.hiddenMs += sleptMs;
    this.sleptMs += sleptMs;
    for (const id of serving) this.#busyMs.set(id, (this.#busyMs.get(id) ?? 0) - sleptMs);
  }

  show(at: number): void {
    if (this.#hiddenSince !== null) this.hiddenMs += at - this.#hiddenSince;
    this.#hiddenSince = null;
  }
}
