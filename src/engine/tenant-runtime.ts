/**
 * One tenant inside the engine: its configuration, status, load generator, counters and windows. It never talks to a
 * worker; `request-flow.ts` moves its requests.
 */
import { RingBuffer } from '../base/ring-buffer';
import type { ErrorReport } from '../domain/errors';
import type { RequestRecord } from '../domain/request';
import type { Baseline } from '../domain/run-file';
import type { TenantConfig } from '../domain/scenario';
import type { LoadPhases, TenantStatus } from '../domain/snapshot';
import type { LoadReport } from '../protocol/executor-contract';
import { TenantWindow } from './metrics/tenant-window';
import type { Restart } from './recovery/restarts';
import type { Transit } from './transit';
import type { LoadGenerator } from './workload/load-generator';

/** Ended requests kept for the rolling window: 10 s at 400 a second. */
const HISTORY = 4096;

/** Before anything of a load is known. */
export const NO_PHASES: LoadPhases = {
  downloadMs: null,
  parseMs: null,
  compileMs: null,
  firstInferenceMs: null,
};

export class TenantRuntime {
  failure: ErrorReport | null = null;
  /** Its way onto an executor, while it is on one. */
  transit: Transit | null = null;
  phases: LoadPhases = NO_PHASES;
  /** What loading told that limits what can be done with it. */
  notes: readonly string[] = [];
  generator: LoadGenerator | null = null;
  /** Where it is loaded; null before it is and after a failure. */
  residence: string | null = null;
  alone: Baseline | null = null;
  /** Issued and not yet ended. */
  inFlight = 0;
  readonly history = new RingBuffer<RequestRecord>(HISTORY);
  window: TenantWindow;
  /** Outstanding when `window` opened; part of its arrivals. */
  carriedIn = 0;
  /** Arrived since `window` opened. */
  arrived = 0;

  constructor(
    public config: TenantConfig,
    private readonly rule: (n: number, p: number) => number | null,
  ) {
    this.window = new TenantWindow(rule);
  }

  get id(): string {
    return this.config.id;
  }

  get failed(): boolean {
    return this.failure !== null;
  }

  /** @param restart its next start by itself, if one is planned. */
  status(restart: Restart | null): TenantStatus {
    const { failure, transit, residence, config, generator } = this;
    if (failure !== null) return { kind: 'failed', error: failure, restart };
    if (transit?.kind === 'load') return { kind: 'loading', ...transit.progress };
    if (transit?.kind === 'move') return { kind: 'moving', toExecutorId: transit.toExecutorId };
    if (residence === null) return { kind: 'waiting' };
    if (config.paused) return { kind: 'paused' };
    return { kind: generator === null ? 'ready' : 'running' };
  }

  /** What its newest load told. */
  noteLoad({ notes, downloadMs, parseMs, compileMs, firstInferenceMs }: LoadReport): void {
    this.phases = { downloadMs, parseMs, compileMs, firstInferenceMs };
    this.notes = notes;
  }

  /** What is queued or in flight still ends. */
  stopArrivals(): void {
    this.generator?.stop();
    this.generator = null;
  }

  /** @param outstanding requests queued or in flight now. */
  openWindow(outstanding: number): void {
    this.window = new TenantWindow(this.rule);
    this.carriedIn = outstanding;
    this.arrived = 0;
  }

  recordEnd(record: RequestRecord): void {
    this.history.push(record);
    this.window.add(record);
  }

  /**
   * Where the rolling window of its figures begins: at `from`, or later when more requests ended since than are kept. A
   * network of microseconds ends thousands a second: its window is shorter, not its rate lower.
   */
  rollingFrom(from: number): number {
    return Math.max(from, this.history.oldestKept?.endedAt ?? from);
  }

  /** Figures of the requests that ended at or after `from`. */
  since(from: number): TenantWindow {
    const window = new TenantWindow(this.rule);
    for (const record of this.history.newestFirst()) {
      if (record.endedAt < from) break;
      window.add(record);
    }
    return window;
  }

  completionsSince(from: number): number {
    let count = 0;
    for (const record of this.history.newestFirst()) {
      if (record.endedAt < from) break;
      if (record.outcome === 'completed' || record.outcome === 'late') count += 1;
    }
    return count;
  }
}
