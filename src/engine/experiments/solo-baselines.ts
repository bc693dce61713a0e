/**
 * Takes solo baselines: each tenant in turn runs alone, with its own workload, on its own executor, while all others
 * stand still. It drives a `SoloStage` and knows neither workers nor tenants' insides.
 */
import type { Clock } from '../../base/clock';
import { EngineError } from '../../domain/errors';
import type { Baseline } from '../../domain/run-file';

export interface SoloPlan {
  /** Discarded at the start of each solo run, ms. */
  readonly warmupMs: number;
  /** Measured, ms. */
  readonly durationMs: number;
}

/** What the experiment may do with the tenants. */
export interface SoloStage {
  /** Stops every arrival and resolves when nothing is queued or in flight. */
  quiesce(): Promise<void>;
  /** Measures the parts of a tenant while nobody else is served. Never rejects. */
  profile(tenantId: string): Promise<void>;
  startOnly(tenantId: string): void;
  /** Opens an empty window for the tenant. */
  openWindow(tenantId: string): void;
  /** The window's figures as a baseline of `durationMs`. */
  closeWindow(tenantId: string, durationMs: number): Baseline;
}

export interface SoloProgress {
  readonly tenantId: string;
  readonly index: number;
  readonly count: number;
  readonly remainingMs: number;
}

/**
 * @returns a baseline per tenant that completed at least one request, in order.
 * @throws EngineError `cancelled` when the signal aborts; what was measured until then is lost to the caller's choice
 * through `onBaseline`, which is called as soon as each baseline stands.
 */
export async function measureSolo(
  tenantIds: readonly string[],
  plan: SoloPlan,
  stage: SoloStage,
  clock: Clock,
  signal: AbortSignal,
  on: { progress(progress: SoloProgress): void; baseline(tenantId: string, baseline: Baseline): void },
): Promise<void> {
  const eachMs = plan.warmupMs + plan.durationMs;
  for (const [index, tenantId] of tenantIds.entries()) {
    await unlessCancelled(stage.quiesce(), signal);
    const remainingMs = (tenantIds.length - index) * eachMs;
    on.progress({ tenantId, index, count: tenantIds.length, remainingMs });
    await unlessCancelled(stage.profile(tenantId), signal);
    stage.startOnly(tenantId);
    await sleep(plan.warmupMs, clock, signal);
    const openedAt = clock.now();
    stage.openWindow(tenantId);
    await sleep(plan.durationMs, clock, signal);
    const baseline = stage.closeWindow(tenantId, clock.now() - openedAt);
    if (baseline.n > 0) on.baseline(tenantId, baseline);
  }
  await unlessCancelled(stage.quiesce(), signal);
}

const cancelled = () => new EngineError('cancelled', 'The measurement was cancelled.');

/** Whoever cancels may have let others start again: then it would never become quiet. */
function unlessCancelled<T>(pending: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(cancelled());
    if (signal.aborted) refuse();
    signal.addEventListener('abort', refuse, { once: true });
    pending.then(resolve, reject).finally(() => signal.removeEventListener('abort', refuse));
  });
}

function sleep(durationMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(cancelled());
    if (signal.aborted) {
      refuse();
      return;
    }
    const cancel = clock.schedule(clock.now() + durationMs, resolve);
    signal.addEventListener('abort', () => {
      cancel();
      refuse();
    });
  });
}
