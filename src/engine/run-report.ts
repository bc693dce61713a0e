/** Builds the run file of a measurement window: the same figures as the live view, over the window's own bounds. */
import type { Machine } from '../domain/backend';
import { EngineError } from '../domain/errors';
import type { FramedResult } from '../domain/result';
import type { ExecutorRun, Provenance, RunFile, TenantRun } from '../domain/run-file';
import type { ExportArgument, OpenArgument } from '../protocol/engine-contract';
import type { ExecutorSlot } from './executor-slot';
import { memoryOf } from './executor-snapshot';
import type { MeasurementWindow } from './measurement-window';
import { modelHashes } from './model-hash';
import type { ModelShelf } from './model-shelf';
import { sharesOf, timesSince } from './overlap-watch';
import {
  countersOf,
  deadlineHits,
  figuresOf,
  gpuOf,
  type PlaygroundView,
  pipelineOf,
  planOf,
  queuedOf,
  type TenantFigures,
  totalsOf,
  xrbenchOf,
} from './snapshot-builder';
import type { TenantRuntime } from './tenant-runtime';

export interface RunReportInput {
  readonly view: PlaygroundView;
  readonly open: OpenArgument;
  readonly machine: Machine;
  readonly shelf: ModelShelf;
  readonly window: MeasurementWindow;
  readonly costs: RunFile['costs'];
  readonly export: ExportArgument;
}

/**
 * The run file, with each tenant's newest result. The window closes at the view's instant: asking takes time.
 * @throws EngineError when nobody is there: a scenario has at least one tenant.
 */
export async function exportRunFile(input: RunReportInput): Promise<RunFile> {
  const { tenants, slots } = input.view;
  if (tenants.length === 0) {
    throw new EngineError('scenario-invalid', 'There is no run to export: no model is here. Add one first.');
  }
  const file = buildRunFile(input);
  const models = new Set(tenants.map(({ config }) => input.shelf.get(config.modelId)));
  const hashes = await modelHashes([...models].filter((model) => model !== undefined));
  const results = await Promise.all(tenants.map((tenant) => lastResultOf(tenant, slots)));
  return {
    ...file,
    provenance: { ...file.provenance, modelHashes: hashes },
    tenants: file.tenants.map((one, index) => ({ ...one, lastResult: plainResult(results[index]) })),
  };
}

/** Null when there is none, or when its executor cannot tell any more. */
async function lastResultOf(
  tenant: TenantRuntime,
  slots: readonly ExecutorSlot[],
): Promise<FramedResult | null> {
  const host = slots.find((slot) => slot.id === tenant.residence)?.host;
  return (await host?.lastResult(tenant.id).catch(() => null)) ?? null;
}

/** `lastResult` is null here and `modelHashes` empty: both take time to find out. */
function buildRunFile(input: RunReportInput): RunFile {
  const { view, window } = input;
  const endAt = window.endAt(view.now);
  const durationMs = Math.max(0, endAt - window.openedAt - window.hiddenMs);
  const figures = view.tenants.map((tenant) => figuresOf(tenant, tenant.window, durationMs));
  const overlap = timesSince(window.openedAt, view.tenants);
  return {
    schemaVersion: 1,
    scenario: view.scenario,
    provenance: provenanceOf(input),
    durationMs,
    tenants: view.tenants.map((tenant, index) => ({
      ...tenantRun(tenant, figures[index], view),
      overlap: sharesOf(tenant, tenant.window, overlap),
    })),
    executors: view.slots.map((slot) => executorRun(slot, window.busyMsOf(slot, endAt), durationMs)),
    totals: totalsOf(view.tenants, figures),
    xrbench: xrbenchOf(view.tenants, figures),
    ui: input.export.ui,
    decisions: window.decisions.figures,
    costs: input.costs,
  };
}

function tenantRun(
  tenant: TenantRuntime,
  figures: TenantFigures | undefined,
  view: PlaygroundView,
): TenantRun {
  const { window, throughputPerSecond, slowdown } = figures ?? figuresOf(tenant, tenant.window, 0);
  const slot = view.slots.find((one) => one.id === tenant.config.executorId);
  const gpu = gpuOf(tenant, window, view.slots);
  return {
    id: tenant.id,
    modelId: tenant.config.modelId,
    executorId: tenant.config.executorId,
    backend: slot?.host?.backend ?? null,
    workload: tenant.config.workload,
    ...countersOf(tenant, queuedOf(tenant, view.slots)),
    throughputPerSecond,
    latencyMs: window.latency,
    queueingDelayMs: window.queueingDelay,
    serviceTimeMs: window.serviceTime,
    waterfallMs: window.waterfall(tenant.alone),
    alone: tenant.alone,
    aloneOrigin: tenant.aloneOrigin,
    slowdown: slowdown.slowdown,
    slowdownBasis: slowdown.slowdown === null ? null : slowdown.basis,
    deadlineHitFraction: deadlineHits(tenant, window),
    plan: planOf(tenant, view.slots),
    pipeline: pipelineOf(tenant, window, view.tenants),
    loadgen: tenant.loadgen?.figures ?? null,
    ...(gpu === null ? {} : { gpu }),
    lastResult: null,
    error: tenant.failure,
  };
}

function executorRun(slot: ExecutorSlot, busyMs: number, durationMs: number): ExecutorRun {
  const { host, config } = slot;
  return {
    id: slot.id,
    requestedBackend: config.backend,
    backend: host?.backend ?? null,
    backendReason: host?.choice?.reason ?? null,
    adapter: host?.report?.adapter ?? null,
    softwareAdapter: host?.report?.software ?? false,
    threads: host?.report?.threads ?? 1,
    utilisationFraction: durationMs === 0 ? 0 : Math.min(1, busyMs / durationMs),
    memoryBytes: memoryOf(slot),
    error: slot.failure,
  };
}

/** `modelHashes` is empty here: they take time to find out. */
export function provenanceOf(
  input: Pick<RunReportInput, 'view' | 'open' | 'machine' | 'window'> & {
    readonly export: Pick<ExportArgument, 'viewport' | 'warnings'>;
  },
): Provenance {
  const { machine, open, window } = input;
  const { slots, scenario, wallNow } = input.view;
  const offsets = slots.map((slot) => Math.abs(slot.host?.clockOffsetMs ?? 0));
  return {
    appVersion: open.appVersion,
    commit: open.commit,
    tfjsVersion:
      slots.map((slot) => slot.host?.report?.tfjsVersion).find((version) => version !== undefined) ??
      'not loaded',
    takenAt: new Date(wallNow).toISOString(),
    userAgent: machine.userAgent,
    cores: machine.cores,
    crossOriginIsolated: machine.crossOriginIsolated,
    clockResolutionMs: machine.clockResolutionMs,
    ...(machine.completion === undefined ? {} : { webgpuCompletion: machine.completion }),
    clockOffsetMs: slots.some((slot) => slot.host !== null) ? Math.max(...offsets) : null,
    viewport: input.export.viewport,
    hiddenMs: window.hiddenMs,
    seed: scenario.seed,
    modelHashes: {},
    warnings: warningsOf(input),
  };
}

function warningsOf({
  machine,
  view,
  window,
  export: { warnings: told },
}: Parameters<typeof provenanceOf>[0]): string[] {
  const warnings = machine.findings
    .filter((one) => one.severity !== 'info')
    .map((one) => `${one.fact}: ${one.affects}`);
  for (const { host, id } of view.slots) {
    if (host?.choice?.fellBack === true) warnings.push(`executor ${id} ${host.choice.reason}`);
    if (host?.report?.software === true) warnings.push(`executor ${id} runs on a software adapter`);
  }
  const hiddenMs = window.hiddenMs - window.sleptMs;
  if (hiddenMs > 0) warnings.push(`the tab was hidden for ${Math.round(hiddenMs)} ms of the window`);
  if (window.sleptMs > 0)
    warnings.push(
      `the computer slept for ${Math.round(window.sleptMs)} ms of the window, which are left out`,
    );
  return [...warnings, ...incidentsIn(window, view), ...told];
}

/** How many incidents the window covers, in words; none when there are none. */
function incidentsIn({ openedAt }: MeasurementWindow, { recovery }: PlaygroundView): string[] {
  const within = recovery.incidents.list.filter(
    ({ at, recoveredAt }) => at >= openedAt || (recoveredAt ?? 0) >= openedAt,
  );
  if (within.length === 0) return [];
  const injected = within.filter(({ cause }) => cause === 'mishap').length;
  const incidents = within.length === 1 ? '1 incident' : `${within.length} incidents`;
  return [injected === 0 ? incidents : `${incidents}, ${injected} of them injected`];
}

/** What is a picture, or describes a face without meaning anything to a reader, stays out of run files. */
const LEFT_OUT: ReadonlySet<string> = new Set(['alpha', 'classOf', 'before', 'after', 'embedding', 'pixels']);

/** A result as JSON: typed arrays become plain ones; of pictures only size and place are kept. */
function plainResult(framed: FramedResult | null | undefined): unknown {
  if (framed === null || framed === undefined) return null;
  return { frameNumber: framed.frameNumber, ...(plain(framed.result) as object) }; // a result is an object
}

function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return [...(value as unknown as Iterable<number>)]; // results hold number arrays only
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !LEFT_OUT.has(name));
  return Object.fromEntries(kept.map(([name, one]) => [name, plain(one)]));
}
