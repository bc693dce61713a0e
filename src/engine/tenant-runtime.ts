/**
 * One tenant inside the engine: its configuration, status, load generator, counters and windows. It never talks to a
 * worker; the playground moves its requests.
 */
import { RingBuffer } from '../base/ring-buffer';
import type { RequestRecord } from '../domain/request';
import type { Baseline } from '../domain/run-file';
import type { TenantConfig } from '../domain/scenario';
import type { LoadPhases, TenantStatus } from '../domain/snapshot';
import { TenantWindow } from './metrics/tenant-window';
import type { LoadGenerator } from './workload/load-generator';

/** Ended requests kept for the rolling window: 10 s at 400 a second. */
const HISTORY = 4096;

const NO_PHASES: LoadPhases = { downloadMs: null, parseMs: null, firstInferenceMs: null };

export class TenantRuntime {
  status: TenantStatus = { kind: 'waiting' };
  phases: LoadPhases = NO_PHASES;
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
    return this.status.kind === 'failed';
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
