/**
 * Measures tenants alone and goes back to the shared run, also when it is cancelled. It lends the experiment a
 * stage; how the experiment goes on it does not know.
 */
import type { Clock } from '../base/clock';
import { reportOf } from '../domain/errors';
import type { MeasuringState } from '../domain/snapshot';
import { measureSolo, type SoloPlan } from './experiments/solo-baselines';
import { unlessCancelled } from './experiments/waiting';
import type { Population } from './population';
import type { RunControl } from './run-control';
import { createSoloStage, takesPart } from './solo-stage';
import type { TenantRuntime } from './tenant-runtime';
import { whenCut } from './when-cut';

export interface SoloMeasurementDependencies {
  readonly clock: Clock;
  readonly population: Population;
  readonly run: RunControl;
  readonly onProgress: () => void;
}

/** A series of tenants, one after the other. */
interface Series {
  readonly tenantIds: readonly string[];
  readonly plan: SoloPlan;
  readonly automatic: boolean;
  readonly onMeasured: (tenant: TenantRuntime) => void;
}

interface UnderWay {
  readonly stop: AbortController;
  readonly automatic: boolean;
  /** Settles when everything runs together again; never rejects. */
  readonly ended: Promise<void>;
}

export class SoloMeasurement {
  /** Null unless a tenant runs alone now. */
  state: MeasuringState | null = null;
  #underWay: UnderWay | null = null;

  constructor(private readonly dependencies: SoloMeasurementDependencies) {}

  /** True from the moment one is asked for until everything runs together again. */
  get busy(): boolean {
    return this.#underWay !== null;
  }

  /**
   * All tenants that take part, when none is on its way any more. Starts a stopped run, and stops it afterwards unless
   * somebody asked for one meanwhile. What goes on by itself gives way; another one that was asked for does not.
   */
  async measure(plan: Omit<SoloPlan, 'profiles'>): Promise<void> {
    if (this.#underWay?.automatic === false) return;
    this.cancel();
    await this.#underWay?.ended;
    if (this.busy) return; // somebody else asked in the same moment
    await this.#alone(false, async (signal) => {
      const { population, run } = this.dependencies;
      if (!run.on) await run.run();
      await population.whenSettled();
      const tenantIds = [...population.tenants.values()].filter(takesPart).map(({ id }) => id);
      const series = {
        ...{ tenantIds, plan: { ...plan, profiles: true }, automatic: false },
        onMeasured: () => {},
      };
      if (!signal.aborted && run.on) await this.#measureEach(series, signal);
    });
  }

  /**
   * These tenants of a run that is on, by itself; not while another measurement is under way.
   * @param onMeasured is told of each whose turn is over, whatever came of it.
   */
  async measureMissing(
    tenants: readonly TenantRuntime[],
    plan: Omit<SoloPlan, 'profiles'>,
    onMeasured: Series['onMeasured'],
  ): Promise<void> {
    if (this.busy) return;
    const tenantIds = tenants.map(({ id }) => id);
    const series = { tenantIds, plan: { ...plan, profiles: false }, automatic: true, onMeasured };
    await this.#alone(true, (signal) => this.#measureEach(series, signal));
  }

  cancel(): void {
    this.#underWay?.stop.abort();
  }

  /** Lets `work` have the stage, then everything runs together again, whatever became of it. */
  #alone(automatic: boolean, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const stop = new AbortController();
    const done = this.#onStage(stop.signal, work);
    this.#underWay = { stop, automatic, ended: done.catch(() => {}) }; // its error goes to who asked for it
    return done;
  }

  async #onStage(signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    await null; // `#underWay` stands first
    const { population, run } = this.dependencies;
    const wasOff = !run.on;
    const asked = run.timesAskedFor + 1;
    try {
      await work(signal);
    } catch (thrown) {
      if (reportOf(thrown, 'inference-failed').code !== 'cancelled') throw thrown;
    } finally {
      this.state = null;
      this.#underWay = null;
      if (wasOff && run.timesAskedFor === asked) run.stop();
      population.workloads.startAll();
      run.reconfigured();
    }
  }

  async #measureEach({ tenantIds, plan, automatic, onMeasured }: Series, signal: AbortSignal): Promise<void> {
    const { clock, population, onProgress } = this.dependencies;
    await unlessCancelled(whenCut(population, clock, [...population.tenants.keys()]), signal);
    await measureSolo(
      tenantIds,
      plan,
      createSoloStage(this.dependencies, onMeasured),
      clock,
      signal,
      (progress) => {
        this.state = { ...progress, automatic };
        onProgress();
      },
    );
  }
}
