/**
 * Looks every few seconds whether the solo baselines of what runs still hold, and marks those that do not. The rule is
 * `metrics/baseline-drift.ts`'s; what follows is for others to decide.
 */
import type { Clock } from '../base/clock';
import { driftOf } from './metrics/baseline-drift';
import { figuresOf, type PlaygroundView } from './snapshot-builder';
import type { TenantRuntime } from './tenant-runtime';

const LOOK_MS = 2000;

export interface DriftWatchDependencies {
  readonly clock: Clock;
  readonly view: () => PlaygroundView;
  /** False while figures are no figures of the scenario: somebody runs alone, or an experiment has the stage. */
  readonly mayJudge: () => boolean;
  readonly onDrift: (tenant: TenantRuntime, why: string) => void;
}

export class DriftWatch {
  #looking = false;

  constructor(private readonly dependencies: DriftWatchDependencies) {}

  /** Looks again and again as long as something runs. */
  start(): void {
    if (this.#looking) return;
    this.#looking = true;
    this.#next();
  }

  #next(): void {
    const { clock, view, mayJudge } = this.dependencies;
    clock.schedule(clock.now() + LOOK_MS, () => {
      const seen = view();
      this.#looking = seen.run.kind !== 'idle';
      if (seen.run.kind === 'running' && mayJudge()) this.#judge(seen);
      if (this.#looking) this.#next();
    });
  }

  #judge({ tenants, windowFrom, windowTo }: PlaygroundView): void {
    const windows = tenants.map((tenant) => tenant.since(tenant.rollingFrom(windowFrom)));
    tenants.forEach((tenant, index) => {
      const window = windows[index];
      if (window === undefined || tenant.aloneOrigin === null || tenant.aloneOrigin.stale !== null) return;
      const besideOthers = tenants.some(
        (other, at) => at !== index && (other.generator !== null || hasEnded(windows[at]?.ended)),
      );
      const { slowdown } = figuresOf(tenant, window, windowTo - tenant.rollingFrom(windowFrom)).slowdown;
      const why = driftOf({ slowdown, n: window.completions, besideOthers });
      if (why !== null) this.dependencies.onDrift(tenant, why);
    });
  }
}

const hasEnded = (ended: Readonly<Record<string, number>> = {}): boolean =>
  Object.values(ended).some((count) => count > 0);
