/**
 * The state of the run: started, stopped, paused while the tab is hidden, and what its figures cover. It knows who is
 * there only as far as to bring them up and halt them.
 */
import type { Clock } from '../base/clock';
import type { RequestRecord } from '../domain/request';
import type { RunState } from '../domain/snapshot';
import { MeasurementWindow } from './measurement-window';
import type { Population } from './population';
import type { Publisher } from './publisher';
import { Heartbeat } from './recovery/heartbeat';
import type { Recovery } from './recovery/recovery';
import { RunRecorder } from './run-recorder';
import type { TenantRuntime } from './tenant-runtime';

export interface RunControlDependencies {
  readonly clock: Clock;
  readonly population: Population;
  readonly publisher: Publisher;
  readonly recovery: Recovery;
  readonly cancelMeasure: () => void;
  /** The set-up or the state of the run may be another one. */
  readonly onChanged: () => void;
}

export class RunControl {
  state: RunState = { kind: 'idle' };
  /** What a run file covers. */
  window: MeasurementWindow;
  /** Every request that ended since that window opened. */
  readonly recorder = new RunRecorder();
  /** Rolling figures begin here at the earliest: before it another set-up ran. */
  changedAt = 0;
  /** Calls of `run`, also while it was on. */
  timesAskedFor = 0;
  #startedAt = 0;
  #hidden = false;
  readonly #heartbeat: Heartbeat;

  constructor(private readonly dependencies: RunControlDependencies) {
    this.window = new MeasurementWindow(dependencies.clock.now());
    this.#heartbeat = new Heartbeat(dependencies.clock, (sleptMs) => this.#slept(sleptMs));
  }

  /** True unless the run is stopped: who is added is brought up. */
  get on(): boolean {
    return this.state.kind !== 'idle';
  }

  /** True while requests should arrive. */
  get wantsArrivals(): boolean {
    return this.state.kind === 'running' || this.state.kind === 'starting';
  }

  async run(): Promise<void> {
    this.timesAskedFor += 1;
    if (this.on) return;
    const { clock, population, publisher } = this.dependencies;
    this.state = { kind: 'starting' };
    this.#startedAt = clock.now();
    publisher.start();
    this.#heartbeat.start();
    this.openWindow(); // that of the run before is closed
    this.changed();
    await this.bringUp([...population.tenants.values()]);
    if (this.state.kind !== 'starting') return; // stopped meanwhile
    this.#enterRunning();
    this.reconfigured();
  }

  stop(): void {
    const { clock, population, publisher, recovery } = this.dependencies;
    if (this.on) this.window.close(clock.now());
    this.state = { kind: 'idle' };
    this.#heartbeat.stop();
    recovery.stopped();
    population.workloads.haltAll();
    publisher.stop();
    publisher.changed();
  }

  setHidden(hidden: boolean): void {
    const { clock, population, cancelMeasure } = this.dependencies;
    this.look(); // both changes may come at once, after the sleep that they were to announce
    this.#hidden = hidden;
    if (hidden && this.state.kind === 'running') {
      cancelMeasure();
      this.window.hide(clock.now());
      this.state = { kind: 'paused', reason: 'tab-hidden' };
      population.workloads.haltAll();
    } else if (!hidden && this.state.kind === 'paused') {
      this.window.show(clock.now());
      this.#heartbeat.start(); // a hidden tab's timers are throttled: their gaps are no sleep
      this.#enterRunning();
      population.workloads.startAll();
    }
    this.changed();
  }

  /** Brings tenants up if the run is on; what was measured while they loaded belongs to no set-up. */
  async bringUp(tenants: readonly TenantRuntime[]): Promise<void> {
    if (!this.on) return;
    await Promise.all(tenants.map((tenant) => this.dependencies.population.bringUp(tenant)));
    this.reconfigured();
  }

  openWindow(): void {
    const { clock, population } = this.dependencies;
    this.window = new MeasurementWindow(clock.now());
    this.recorder.clear();
    if (this.state.kind === 'paused') this.window.hide(clock.now());
    for (const tenant of population.tenants.values()) tenant.openWindow(population.outstanding(tenant));
  }

  record(record: RequestRecord): void {
    this.window.add(record);
    this.recorder.add(record);
    this.dependencies.publisher.record(record);
  }

  /** The set-up is another one: a run file covers one set-up, so its window begins anew too. */
  reconfigured(): void {
    this.dependencies.population.executors.followSchedules();
    this.openWindow();
    this.changed();
  }

  /** The rolling window begins anew. */
  changed(): void {
    this.changedAt = this.dependencies.clock.now();
    this.dependencies.publisher.changed();
    this.dependencies.onChanged();
  }

  /** Something happens: was there a sleep before it? To be asked before anything is measured or judged. */
  look(): void {
    this.#heartbeat.look();
  }

  /**
   * Nobody could do anything meanwhile: nobody hung, the time counts like that of a hidden tab, and what was asked before
   * counts nowhere, since nobody can tell the part of its time in which somebody was awake.
   */
  #slept(sleptMs: number): void {
    const { clock, population, recovery, cancelMeasure } = this.dependencies;
    population.awoke();
    if (!this.wantsArrivals) return;
    cancelMeasure();
    this.window.slept(sleptMs, clock.now());
    const running = [...population.tenants.values()].filter((tenant) => tenant.generator !== null);
    const underWay = running.reduce((sum, tenant) => sum + population.outstanding(tenant), 0);
    recovery.slept(
      running.map((tenant) => tenant.id),
      sleptMs,
      underWay,
    );
    this.changed();
  }

  #enterRunning(): void {
    this.state = this.#hidden
      ? { kind: 'paused', reason: 'tab-hidden' }
      : { kind: 'running', startedAt: this.#startedAt };
    if (this.#hidden) this.dependencies.population.workloads.haltAll();
  }
}
