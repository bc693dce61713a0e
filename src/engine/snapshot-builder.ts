/** Builds what the UI sees from what the engine holds. Reads only; one implementation per figure lives in metrics. */
import type { Machine } from '../domain/backend';
import type { ExperimentKind } from '../domain/experiment';
import type { SegmentPlan } from '../domain/plan';
import type { Counters, PipelineFigures, TenantGpu, Totals, XrbenchScores } from '../domain/run-file';
import type { Scenario, TenantConfig } from '../domain/scenario';
import type { BaselineState, MeasuringState, RunState, Snapshot, TenantSnapshot } from '../domain/snapshot';
import type { ExecutorSlot } from './executor-slot';
import { executorSnapshot, recordsByExecutor } from './executor-snapshot';
import { fairnessOf, type Slowdown, slowdownOf } from './metrics/contention';
import type { TenantWindow } from './metrics/tenant-window';
import { xrbenchScores } from './metrics/xrbench';
import { type OverlapWatch, sharesOf } from './overlap-watch';
import type { Recovery } from './recovery/recovery';
import type { TenantRuntime } from './tenant-runtime';

/** What a snapshot is made of. */
export interface PlaygroundView {
  readonly now: number;
  /** The same instant by the clock on the wall: for dates. */
  readonly wallNow: number;
  readonly run: RunState;
  readonly measuring: MeasuringState | null;
  readonly baselines: BaselineState;
  readonly experiment: ExperimentKind | null;
  readonly scenario: Scenario;
  /** Start of the rolling window. */
  readonly windowFrom: number;
  /** Its end: now, or where a stopped run ended. */
  readonly windowTo: number;
  readonly tenants: readonly TenantRuntime[];
  readonly slots: readonly ExecutorSlot[];
  readonly machine: Machine | null;
  readonly recovery: Recovery;
  readonly overlap: OverlapWatch;
}

export function buildSnapshot(view: PlaygroundView): Snapshot {
  const windowMs = Math.max(0, view.windowTo - view.windowFrom);
  const figures = view.tenants.map((tenant) => {
    const from = tenant.rollingFrom(view.windowFrom);
    return figuresOf(tenant, tenant.since(from), Math.max(0, view.windowTo - from));
  });
  const served = recordsByExecutor(view);
  return {
    at: view.now,
    run: view.run,
    measuring: view.measuring,
    baselines: view.baselines,
    experiment: view.experiment,
    scenario: view.scenario,
    windowMs,
    tenants: view.tenants.map((tenant, index) => tenantSnapshot(tenant, figures[index], view)),
    executors: view.slots.map((slot) => executorSnapshot(slot, served.get(slot.id), view)),
    totals: totalsOf(view.tenants, figures),
    xrbench: xrbenchOf(view.tenants, figures),
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
  const { meanLatencyMs, meanServiceMs } = window;
  const shared = { throughputPerSecond, meanLatencyMs, meanServiceMs };
  return { window, throughputPerSecond, slowdown: slowdownOf(tenant.config.workload, tenant.alone, shared) };
}

/** Sums and contention over the tenants that are not paused. */
export function totalsOf(tenants: readonly TenantRuntime[], figures: readonly TenantFigures[]): Totals {
  const active = figures.filter(
    ({ window }, index) => tenants[index]?.config.paused === false && wasAsked(tenants[index].config, window),
  );
  const goodput = figures
    .map((one, index) => goodputOf(tenants[index], one))
    .filter((perSecond) => perSecond !== null);
  return {
    throughputPerSecond: figures.reduce((sum, one) => sum + one.throughputPerSecond, 0),
    goodputPerSecond: goodput.length === 0 ? null : goodput.reduce((sum, one) => sum + one, 0),
    ...fairnessOf(active.map((one) => one.slowdown)),
  };
}

/** A triggered tenant that nothing triggered made no progress because nobody asked for any. */
const wasAsked = ({ workload }: TenantConfig, { ended }: TenantWindow): boolean =>
  workload.kind !== 'triggered' || Object.values(ended).some((count) => count > 0);

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

/** Null for a tenant that neither triggers another nor is triggered. */
export const pipelineOf = (
  { config }: TenantRuntime,
  window: TenantWindow,
  tenants: readonly TenantRuntime[],
): PipelineFigures | null =>
  config.dependsOn !== undefined || tenants.some((one) => one.config.dependsOn?.tenantId === config.id)
    ? window.pipeline
    : null;

/** Null when no tenant has deadlines. */
export const xrbenchOf = (
  tenants: readonly TenantRuntime[],
  figures: readonly TenantFigures[],
): XrbenchScores | null =>
  xrbenchScores(figures.map(({ window }, index) => ({ id: tenants[index]?.id ?? '', ...window.frames })));

/** Null for a tenant without deadlines. */
export const deadlineHits = (tenant: TenantRuntime, window: TenantWindow): number | null =>
  tenant.config.deadline.kind === 'none' ? null : window.deadlineHitFraction;

/** Completions in time a second; null for a tenant without deadlines. */
function goodputOf(
  tenant: TenantRuntime | undefined,
  { window, throughputPerSecond }: Pick<TenantFigures, 'window' | 'throughputPerSecond'>,
): number | null {
  if (tenant === undefined || tenant.config.deadline.kind === 'none') return null;
  const { ended, completions } = window;
  return completions === 0 ? 0 : (throughputPerSecond * ended.completed) / completions;
}

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
    aloneOrigin: tenant.aloneOrigin,
    slowdown: slowdown.slowdown,
    slowdownBasis: slowdown.basis,
    deadlineHitFraction: deadlineHits(tenant, window),
    goodputPerSecond: goodputOf(tenant, { window, throughputPerSecond }),
    overlap: sharesOf(tenant, window, view.overlap.at(view.now, view.windowFrom, view.tenants)),
    plan: planOf(tenant, view.slots),
    pipeline: pipelineOf(tenant, window, view.tenants),
    loadgen: tenant.loadgen?.figures ?? null,
    gpu: gpuOf(tenant, window, view.slots),
  };
}

/** How a tenant runs on WebGPU and what that costs; null while its executor runs another backend, or none. */
export function gpuOf(
  { id, residence, config }: TenantRuntime,
  window: TenantWindow,
  slots: readonly ExecutorSlot[],
): TenantGpu | null {
  const host = slots.find((slot) => slot.id === config.executorId)?.host;
  if (host?.backend !== 'webgpu') return null;
  return {
    mode: residence === config.executorId ? host.modes.of(id) : null,
    issueMs: window.issueTime,
    gpuMs: window.gpuTime,
    gpuInvalid: window.gpuInvalid,
  };
}

/** How a tenant is cut; null while its executor serves whole inferences. */
export const planOf = (
  { plan, residence }: TenantRuntime,
  slots: readonly ExecutorSlot[],
): SegmentPlan | null =>
  slots.some(({ id, config }) => id === residence && config.grain === 'segment') ? plan : null;
