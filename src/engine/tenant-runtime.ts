/**
 * One tenant inside the engine: its configuration, status, load generator, counters and windows. It never talks to a
 * worker; `request-flow.ts` moves its requests.
 */
import { RingBuffer } from '../base/ring-buffer';
import type { ErrorReport } from '../domain/errors';
import type { SegmentPlan, ServiceProfile } from '../domain/plan';
import type { RequestRecord, ServiceStamps } from '../domain/request';
import type { Baseline, BaselineOrigin } from '../domain/run-file';
import type { TenantConfig } from '../domain/scenario';
import type { LoadPhases, TenantStatus } from '../domain/snapshot';
import type { Instant } from '../domain/units';
import type { TenantTerms } from '../scheduling/policy';
import type { LoadNews } from './load-turns';
import { LoadgenWindow } from './metrics/loadgen';
import { TenantWindow } from './metrics/tenant-window';
import type { Restart } from './recovery/restarts';
import { ServiceEstimate } from './service-estimate';
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
  aloneOrigin: BaselineOrigin | null = null;
  /** Its parts, measured alone where it lives. */
  profile: ServiceProfile | null = null;
  /** How it was cut where it lives, newest. */
  plan: SegmentPlan | null = null;
  /** Since when it runs as it does now where it lives: what it did before is no measure of it. */
  runsSoSince = Number.NEGATIVE_INFINITY;
  readonly #estimate = new ServiceEstimate();
  /** Issued and not yet ended. */
  inFlight = 0;
  readonly history = new RingBuffer<RequestRecord>(HISTORY);
  window: TenantWindow;
  /** Of the same bounds as `window`; null unless its workload is LoadGen-style. */
  loadgen: LoadgenWindow | null;
  /** Outstanding when `window` opened; part of its arrivals. */
  carriedIn = 0;
  /** Arrived since `window` opened. */
  arrived = 0;

  constructor(
    public config: TenantConfig,
    private readonly rule: (n: number, p: number) => number | null,
  ) {
    this.window = new TenantWindow(rule);
    this.loadgen = this.#newLoadgen();
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
  noteLoad({ notes, downloadMs, parseMs, compileMs, firstInferenceMs }: LoadNews): void {
    this.phases = { downloadMs, parseMs, compileMs, firstInferenceMs };
    this.notes = notes;
    this.plan = null;
    this.#estimate.forget();
  }

  /** Service time, ms; 0 while nothing is known. */
  get estimatedMs(): number {
    return this.#estimate.msOf(this.profile, this.alone, this.phases.firstInferenceMs);
  }

  /** What a policy may know of it beforehand. */
  get terms(): TenantTerms {
    const { id, priority, weight, workload } = this.config;
    const periodMs = workload.kind === 'periodic' ? 1000 / workload.ratePerSecond : null;
    return { tenantId: id, priority, weight, estimatedMs: this.estimatedMs, periodMs };
  }

  /** It runs otherwise from here on: what requests took before says nothing about it. */
  runsOtherwise(at: Instant): void {
    this.#estimate.forget();
    this.runsSoSince = at;
  }

  noteServed(stamps: ServiceStamps): void {
    this.#estimate.served(stamps);
  }

  /** What is queued or in flight still ends. */
  stopArrivals(): void {
    this.generator?.stop();
    this.generator = null;
  }

  /** @param outstanding requests queued or in flight now. */
  openWindow(outstanding: number): void {
    this.window = new TenantWindow(this.rule);
    this.loadgen = this.#newLoadgen();
    this.carriedIn = outstanding;
    this.arrived = 0;
  }

  #newLoadgen(): LoadgenWindow | null {
    const { workload } = this.config;
    return workload.kind === 'loadgen' ? new LoadgenWindow(workload, this.rule) : null;
  }

  /** @param queryId of a LoadGen-style workload; else null. */
  recordEnd(record: RequestRecord, queryId: number | null): void {
    this.history.push(record);
    this.window.add(record);
    if (queryId !== null) this.loadgen?.add(record, queryId);
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
