/** The bounds of a run file's window and what is summed over it per executor; tenants keep their own figures. */
import type { RequestRecord } from '../domain/request';

export class MeasurementWindow {
  /** Time in service per executor, ms. */
  readonly busyMs = new Map<string, number>();
  hiddenMs = 0;
  #hiddenSince: number | null = null;

  constructor(readonly openedAt: number) {}

  add({ executorId, stamps }: RequestRecord): void {
    if (stamps === null) return;
    const servedMs = stamps.completedAt - Math.max(this.openedAt, stamps.startedAt);
    this.busyMs.set(executorId, (this.busyMs.get(executorId) ?? 0) + Math.max(0, servedMs));
  }

  hide(at: number): void {
    this.#hiddenSince ??= at;
  }

  show(at: number): void {
    if (this.#hiddenSince !== null) this.hiddenMs += at - this.#hiddenSince;
    this.#hiddenSince = null;
  }
}
