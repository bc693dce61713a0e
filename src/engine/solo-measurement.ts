/**
 * Measures the tenants alone and goes back to the shared run, also when it is cancelled. It lends the experiment a
 * stage; how the experiment goes on it does not know.
 */
import type { Clock } from '../base/clock';
import { reportOf } from '../domain/errors';
import type { MeasuringState } from '../domain/snapshot';
import { measureSolo, type SoloPlan, type SoloStage } from './experiments/solo-baselines';
import type { Population } from './population';
import type { RunControl } from './run-control';

/** About how long measuring a tenant's parts may take, ms, within bounds of its number of runs. */
const PROFILE_MS = 800;
const LEAST_RUNS = 3;
const MOST_RUNS = 40;

export interface SoloMeasurementDependencies {
  readonly clock: Clock;
  readonly population: Population;
  readonly run: RunControl;
  readonly onProgress: () => void;
}

export class SoloMeasurement {
  /** Null unless a tenant runs alone now. */
  state: MeasuringState | null = null;
  #stop: AbortController | null = null;

  constructor(private readonly dependencies: SoloMeasurementDependencies) {}

  /**
   * Runs when no tenant is on its way any more. Starts a stopped run, and stops it afterwards unless somebody asked for one
   * meanwhile.
   */
  async measure(plan: SoloPlan): Promise<void> {
    if (this.#stop !== null) return;
    const stop = new AbortController();
    this.#stop = stop;
    const { population, run } = this.dependencies;
    const wasOff = !run.on;
    const asked = run.timesAskedFor + 1;
    try {
      if (wasOff) await run.run();
      await population.whenSettled();
      if (!stop.signal.aborted && run.on) await this.#measureEach(plan, stop.signal);
    } catch (thrown) {
      if (reportOf(thrown, 'inference-failed').code !== 'cancelled') throw thrown;
    } finally {
      this.state = null;
      this.#stop = null;
      if (wasOff && run.timesAskedFor === asked) run.stop();
      population.workloads.startAll();
      run.reconfigured();
    }
  }

  cancel(): void {
    this.#stop?.abort();
  }

  async #measureEach(plan: SoloPlan, signal: AbortSignal): Promise<void> {
    const { population, clock, onProgress } = this.dependencies;
    const takingPart = [...population.tenants.values()].filter(
      (one) => one.residence !== null && !one.config.paused,
    );
    await measureSolo(
      takingPart.map((one) => one.id),
      plan,
      this.#stage(),
      clock,
      signal,
      {
        progress: (progress) => {
          this.state = progress;
          onProgress();
        },
        baseline: (tenantId, baseline) => {
          const tenant = population.tenant(tenantId);
          if (!tenant.failed) population.baselines.store(tenant, baseline); // else it ran for a part of the time only
        },
      },
    );
  }

  /** A tenant whose parts cannot be measured, or that is gone, keeps what is known of it. */
  async #profile(tenantId: string): Promise<void> {
    const { population } = this.dependencies;
    const tenant = population.tenants.get(tenantId);
    const host = population.slots.get(tenant?.residence ?? '')?.host;
    if (tenant === undefined || !host) return;
    const runs = Math.min(MOST_RUNS, Math.max(LEAST_RUNS, Math.floor(PROFILE_MS / tenant.estimatedMs)));
    const profile = await host.profile(tenantId, runs).catch(() => null);
    if (profile !== null && !tenant.failed) population.baselines.storeProfile(tenant, profile);
  }

  #stage(): SoloStage {
    const { population, run } = this.dependencies;
    return {
      profile: (tenantId) => this.#profile(tenantId),
      quiesce: () => {
        population.workloads.haltAll();
        return population.executors.whenIdle();
      },
      startOnly: (tenantId) => {
        run.changed();
        population.workloads.generateAlone(population.tenant(tenantId));
      },
      openWindow: (tenantId) => {
        const tenant = population.tenant(tenantId);
        tenant.openWindow(population.outstanding(tenant));
      },
      closeWindow: (tenantId, durationMs) => population.tenant(tenantId).window.baseline(durationMs),
    };
  }
}
