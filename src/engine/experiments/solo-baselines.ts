/**
 * Takes solo baselines: each tenant in turn runs alone, with its own workload, on its own executor, while all others
 * stand still. It drives a `SoloStage` and knows neither workers nor tenants' insides.
 */
import type { Clock } from '../../base/clock';
import { unlessCancelled } from './waiting';

export interface SoloPlan {
  /** Discarded at the start of each solo run, ms. */
  readonly warmupMs: number;
  /** Measured at most, ms. */
  readonly durationMs: number;
  /** A tenant's measurement ends before that once it has completed so much and has run so long; never when absent. */
  readonly enough?: { readonly completions: number; readonly afterMs: number };
  /** Whether each tenant's parts are measured too. */
  readonly profiles: boolean;
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
  /** In the tenant's window, so far. */
  completions(tenantId: string): number;
  /** False once it failed: waiting for more of it is in vain. */
  serves(tenantId: string): boolean;
  /** About how long one completion takes to come, ms; 0 while that is not known. */
  paceMs(tenantId: string): number;
  /** The measurement of that tenant is over: it keeps what it is worth. */
  closeWindow(tenantId: string): void;
}

export interface SoloProgress {
  readonly tenantId: string;
  readonly index: number;
  readonly count: number;
  readonly remainingMs: number;
}

/** How often is looked whether a tenant has completed enough, ms. */
const LOOK_MS = 50;
/** After a gap of this between two looks, ms, it is left to others to say first what happened: the computer may have slept. */
const GAP_MS = 1000;

/** @throws EngineError `cancelled` when the signal aborts; windows that were closed until then are closed. */
export async function measureSolo(
  tenantIds: readonly string[],
  plan: SoloPlan,
  stage: SoloStage,
  clock: Clock,
  signal: AbortSignal,
  onProgress: (progress: SoloProgress) => void,
): Promise<void> {
  for (const [index, tenantId] of tenantIds.entries()) {
    await unlessCancelled(stage.quiesce(), signal);
    const remainingMs = tenantIds.slice(index).reduce((sum, id) => sum + expectedMs(id, plan, stage), 0);
    onProgress({ tenantId, index, count: tenantIds.length, remainingMs });
    if (plan.profiles) await unlessCancelled(stage.profile(tenantId), signal);
    stage.startOnly(tenantId);
    const serves = () => stage.serves(tenantId);
    await sleep(plan.warmupMs, clock, signal, serves);
    const openedAt = clock.now();
    stage.openWindow(tenantId);
    const lacks = () => serves() && !isEnough(plan, stage.completions(tenantId), clock.now() - openedAt);
    await sleep(plan.durationMs, clock, signal, lacks);
    stage.closeWindow(tenantId);
  }
  await unlessCancelled(stage.quiesce(), signal);
}

const isEnough = ({ enough }: SoloPlan, completions: number, passedMs: number): boolean =>
  enough !== undefined && completions >= enough.completions && passedMs >= enough.afterMs;

function expectedMs(tenantId: string, { warmupMs, durationMs, enough }: SoloPlan, stage: SoloStage): number {
  if (enough === undefined) return warmupMs + durationMs;
  const untilEnoughMs = Math.max(enough.afterMs, enough.completions * stage.paceMs(tenantId));
  return warmupMs + Math.min(durationMs, untilEnoughMs);
}

/** Resolves after `durationMs`, or soon after `goesOn` has said no. */
function sleep(durationMs: number, clock: Clock, signal: AbortSignal, goesOn: () => boolean): Promise<void> {
  const until = clock.now() + durationMs;
  let cancel = () => {};
  const over = new Promise<void>((resolve) => {
    const look = (lookedAt: number) => {
      const now = clock.now();
      const noticed = now - lookedAt < GAP_MS;
      if (noticed && (now >= until || !goesOn())) resolve();
      else {
        const nextAt = Math.min(now + LOOK_MS, Math.max(until, now));
        cancel = clock.schedule(noticed ? nextAt : now + LOOK_MS, () => look(now));
      }
    };
    look(clock.now());
  });
  return unlessCancelled(over, signal).finally(() => cancel());
}
