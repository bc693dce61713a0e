/** Builds what the UI sees from what the engine holds. Reads only; one implementation per figure lives in metrics. */
import type { Machine } from '../domain/backend';
import type { RequestRecord } from '../domain/request';
import type { Counters, DecisionFigures, Totals } from '../domain/run-file';
import type { Scenario } from '../domain/scenario';
import type {
  ExecutorSnapshot,
  MeasuringState,
  RunState,
  Snapshot,
  TenantSnapshot,
} from '../domain/snapshot';
import type { ExecutorSlot } from './executor-slot';
import { fairnessOf, type Slowdown, slowdownOf } from './metrics/contention';
import type { TenantWindow } from './metrics/tenant-window';
import { utilisationFraction } from './metrics/utilisation';
import type { Recovery } from './recovery/recovery';
import type { TenantRuntime } from './tenant-runtime';

/** What a snapshot is made of. */
export interface PlaygroundView {
  readonly now: number;
  readonly run: RunState;
  readonly measuring: MeasuringState | null;
  readonly scenario: Scenario;
  /** Start of the rolling window. */
  readonly windowFrom: number;
  readonly tenants: readonly TenantRuntime[];
  readonly slots: readonly ExecutorSlot[];
  readonly machine: Machine | null;
  readonly recovery: Recovery;
}

const NONE = { n: 0, mean: null, p50: null, p90: null, p95: null, p99: null, max: null };
export const NO_DECISIONS: DecisionFigures = { count: 0, p50Us: null, p99Us: null, beyondSegmentMs: NONE };

export function buildSnapshot(view: PlaygroundView): Snapshot {
  const windowMs = Math.max(0, view.now - view.windowFrom);
  const figures = view.tenants.map((tenant) => {
    const from = tenant.rollingFrom(view.windowFrom);
    return figuresOf(tenant, tenant.since(from), Math.max(0, view.now - from));
  });
  const served = recordsByExecutor(view);
  return {
    at: view.now,
    run: view.run,
    measuring: view.measuring,
    scenario: view.scenario,
    windowMs,
    tenants: view.tenants.map((tenant, index) => tenantSnapshot(tenant, figures[index], view)),
    executors: view.slots.map((slot) => executorSnapshot(slot, served.get(slot.id), view)),
    totals: totalsOf(view.tenants, figures),
    machine: view.machine,
    recovery: view.recovery.settings,
    incidents: view.recovery.incidents.list,
    networkRefused: view.recovery.networkRefused,
  };
}

export interface TenantFigures {
  readonly window: TenantWindow;
  readonly throughputPerSecond: number;
  readonly slowdown: Slowdown;
}

/** Throughput and slowdown of a tenant over a window of `windowMs`. */
export function figuresOf(tenant: TenantRuntime, window: TenantWindow, windowMs: number): TenantFigures {
  const throughputPerSecond = windowMs === 0 ? 0 : (window.completions / windowMs) * 1000;
  const shared = { throughputPerSecond, meanLatencyMs: window.meanLatencyMs };
  return { window, throughputPerSecond, slowdown: slowdownOf(tenant.config.workload, tenant.alone, shared) };
}

/** Sums and contention over the tenants that are not paused. */
export function totalsOf(tenants: readonly TenantRuntime[], figures: readonly TenantFigures[]): Totals {
  const active = figures.filter((_, index) => tenants[index]?.config.paused === false);
  return {
    throughputPerSecond: figures.reduce((sum, one) => sum + one.throughputPerSecond, 0),
    ...fairnessOf(active.map((one) => one.slowdown)),
  };
}

/** Counters of the measurement window; the identity arrivals = ended + queued + inFlight holds by construction. */
export function countersOf(tenant: TenantRuntime, queued: number): Counters {
  const { dropped, rejected, failed, late } = tenant.window.ended;
  return {
    arrivals: tenant.carriedIn + tenant.arrived,
    completions: tenant.window.completions,
    late,
    dropped,
    rejected,
    failed,
    queued,
    inFlight: tenant.inFlight,
  };
}

/** Waiting requests of a tenant, wherever they wait. */
export const queuedOf = (tenant: TenantRuntime, slots: readonly ExecutorSlot[]): number =>
  slots.reduce((sum, slot) => sum + slot.scheduler.queuedOf(tenant.id), 0);

/** Null for a tenant without deadlines. */
export const deadlineHits = (tenant: TenantRuntime, window: TenantWindow): number | null =>
  tenant.config.deadline.kind === 'none' ? null : window.deadlineHitFraction;

function tenantSnapshot(
  tenant: TenantRuntime,
  figures: TenantFigures | undefined,
  view: PlaygroundView,
): TenantSnapshot {
  const { window, throughputPerSecond, slowdown } = figures ?? figuresOf(tenant, tenant.since(view.now), 0);
  return {
    ...countersOf(tenant, queuedOf(tenant, view.slots)),
    config: tenant.config,
    status: tenant.status(view.recovery.restarts.of(tenant.id)),
    phases: tenant.phases,
    notes: tenant.notes,
    throughputPerSecond,
    lastSecondPerSecond: tenant.completionsSince(view.now - 1000),
    latencyMs: window.latency,
    queueingDelayMs: window.queueingDelay,
    serviceTimeMs: window.serviceTime,
    waterfall: window.waterfall(tenant.alone),
    alone: tenant.alone,
    slowdown: slowdown.slowdown,
    slowdownBasis: slowdown.basis,
    deadlineHitFraction: deadlineHits(tenant, window),
    plan: null,
    pipeline: null,
    loadgen: null,
  };
}

function executorSnapshot(
  slot: ExecutorSlot,
  served: Served | undefined,
  view: PlaygroundView,
): ExecutorSnapshot {
  const { host, config } = slot;
  const status = slot.failure !== null ? ({ kind: 'failed', error: slot.failure } as const) : host?.status;
  return {
    config,
    status: status ?? { kind: 'idle' },
    backend: host?.backend ?? null,
    backendReason: host?.choice?.reason ?? null,
    fellBack: host?.choice?.fellBack ?? false,
    adapter: host?.report?.adapter ?? null,
    softwareAdapter: host?.report?.software ?? false,
    threads: host?.report?.threads ?? 1,
    utilisationFraction: utilisationFraction(
      served?.records ?? [],
      slot.inServiceSince,
      Math.max(view.windowFrom, served?.from ?? 0),
      view.now,
    ),
    queued: slot.scheduler.queued,
    inFlight: slot.scheduler.inService === null ? 0 : 1,
    inFlightBound: 1,
    group: null,
    decisions: NO_DECISIONS,
    policyFailure: null,
    inService: slot.inService,
    memoryBytes: { inUse: host?.memory.inUseBytes ?? null, reserved: host?.memory.reservedBytes ?? null },
    startMs: host?.startMs ?? null,
    clockOffsetMs: host?.clockOffsetMs ?? null,
  };
}

/** What an executor served since `from`, of which every record is kept. */
interface Served {
  from: number;
  readonly records: RequestRecord[];
}

/** The records of the rolling window by the executor that served them: one walk for all executors. */
function recordsByExecutor({ tenants, windowFrom }: PlaygroundView): ReadonlyMap<string, Served> {
  const served = new Map<string, Served>();
  for (const tenant of tenants) {
    const from = tenant.rollingFrom(windowFrom);
    for (const record of tenant.history.newestFirst()) {
      if (record.endedAt < from) break;
      const there = served.get(record.executorId);
      if (there === undefined) served.set(record.executorId, { from, records: [record] });
      else {
        there.from = Math.max(there.from, from);
        there.records.push(record);
      }
    }
  }
  return served;
}
