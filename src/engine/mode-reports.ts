/**
 * How the tenants of one worker were asked to run on WebGPU, and the newest report of how they do. It lives as long as the
 * worker; it knows no calls and decides nothing.
 */
import type { GpuMode, ModeReport } from '../domain/gpu';
import type { ExecutorEvents } from '../protocol/executor-contract';

/** Until a worker tells otherwise. */
export const FIRST_MODE = 'eager';

export class ModeReports {
  readonly #asked = new Map<string, GpuMode>();
  readonly #reports = new Map<string, ModeReport>();

  /** A tenant is loaded: what was told of an earlier load says nothing about this one. */
  begin(tenantId: string, asked: GpuMode = 'auto'): void {
    this.#asked.set(tenantId, asked);
    this.#reports.delete(tenantId);
  }

  /** A tenant leaves; what is still told of it concerns nobody. */
  forget(tenantId: string): void {
    this.#asked.delete(tenantId);
    this.#reports.delete(tenantId);
  }

  /** @returns whether it is there and was asked to run otherwise before. */
  ask(tenantId: string, mode: GpuMode): boolean {
    const before = this.#asked.get(tenantId);
    if (before === undefined || before === mode) return false;
    this.#asked.set(tenantId, mode);
    return true;
  }

  /** @returns whether it runs otherwise than before. */
  told({ tenantId, report }: ExecutorEvents['mode']): boolean {
    if (!this.#asked.has(tenantId)) return false;
    const before = this.#reports.get(tenantId)?.running ?? FIRST_MODE;
    this.#reports.set(tenantId, report);
    return before !== report.running;
  }

  /** Null before anything is told. */
  of(tenantId: string): ModeReport | null {
    return this.#reports.get(tenantId) ?? null;
  }
}
