/** The bounds of a run file's window and what is summed over it per executor; tenants keep their own figures. */
import type { RequestRecord } from '../domain/request';

export class MeasurementWindow {
  readonly #busyMs = new Map<string, number>();
  hiddenMs = 0;
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

  show(at: number): void {
    if (this.#hiddenSince !== null) this.hiddenMs += at - this.#hiddenSince;
    this.#hiddenSince = null;
  }
}
