/**
 * The parts of a playground and how they are wired: each is told what it needs of the others as functions. It answers no
 * command; `playground.ts` does.
 */
import { defined } from '../base/assert';
import type { Clock } from '../base/clock';
import type { Machine } from '../domain/backend';
import { versioned } from '../domain/scenario-version';
import type { EngineEvents } from '../protocol/engine-contract';
import { AutomaticBaselines } from './automatic-baselines';
import type { BaselineShelf } from './baseline-shelf';
import { DriftWatch } from './drift-watch';
import type { WorkerHandle } from './executor-host';
import { ExperimentControl } from './experiment-control';
import { Mishaps } from './mishaps';
import { OverlapWatch } from './overlap-watch';
import { Population } from './population';
import { Publisher } from './publisher';
import { noticingClock } from './recovery/noticing-clock';
import { Recovery } from './recovery/recovery';
import { RunControl } from './run-control';
import { SchedulingChanges } from './scheduling-changes';
import { SetUp } from './set-up';
import type { PlaygroundView } from './snapshot-builder';
import { SoloMeasurement } from './solo-measurement';
import { TenantChanges } from './tenant-changes';

/** Length of the rolling window that live figures cover. */
const ROLLING_MS = 10_000;

export interface PlaygroundDependencies {
  readonly clock: Clock;
  /** What the clock on the wall shows, ms since the epoch, for dates alone; as `clock` when absent. */
  readonly wallNow?: () => number;
  readonly spawn: (name: string) => WorkerHandle;
  readonly probe: () => Promise<Machine>;
  /** Where solo baselines outlast a visit; nowhere when absent. */
  readonly keptBaselines?: BaselineShelf;
  readonly emit: <N extends keyof EngineEvents>(
    name: N,
    payload: EngineEvents[N],
    transfer?: Transferable[],
  ) => void;
}

export class PlaygroundParts {
  readonly population: Population;
  readonly publisher: Publisher;
  readonly run: RunControl;
  readonly solo: SoloMeasurement;
  readonly baselines: AutomaticBaselines;
  readonly setUp: SetUp;
  readonly scheduling: SchedulingChanges;
  readonly tenantChanges: TenantChanges;
  readonly recovery: Recovery;
  readonly mishaps: Mishaps;
  readonly experiments: ExperimentControl;
  machine: Machine | null = null;
  readonly #clock: Clock;
  readonly #wallNow: () => number;
  readonly #drift: DriftWatch;
  readonly #overlap = new OverlapWatch();

  constructor({
    clock: realClock,
    wallNow,
    spawn,
    emit,
    keptBaselines,
  }: Omit<PlaygroundDependencies, 'probe'>) {
    this.#clock = noticingClock(realClock, () => this.run.look());
    const clock = this.#clock;
    this.#wallNow = wallNow ?? realClock.now.bind(realClock);
    const cancelMeasure = () => this.solo.cancel();
    this.publisher = new Publisher(
      clock,
      emit,
      () => this.view(),
      () => this.population.executors.refreshMemory(),
    );
    this.recovery = this.#createRecovery();
    this.population = this.#createPopulation(spawn, emit, keptBaselines ?? null);
    const { population, publisher, recovery } = this;
    const onChanged = () => this.#onChanged();
    this.run = new RunControl({ clock, population, publisher, recovery, cancelMeasure, onChanged });
    const { run } = this;
    this.solo = new SoloMeasurement({ clock, population, run, onProgress: () => publisher.changed() });
    const { solo } = this;
    this.baselines = new AutomaticBaselines({
      ...{ clock, population, run, solo },
      mayMeasure: () => this.experiments.state === null,
      onChange: () => publisher.changed(),
    });
    this.#drift = new DriftWatch({
      clock,
      view: () => this.view(),
      mayJudge: () => !solo.busy && this.experiments.state === null,
      onDrift: (tenant, why) => this.baselines.drifted(tenant, why),
    });
    this.scheduling = new SchedulingChanges({ population, run, cancelMeasure });
    const { scheduling } = this;
    this.setUp = new SetUp({ clock, population, run, recovery, scheduling, cancelMeasure });
    this.tenantChanges = new TenantChanges({ population, run, recovery, scheduling, cancelMeasure });
    this.mishaps = new Mishaps(population, recovery, clock);
    const { setUp } = this;
    this.experiments = new ExperimentControl({
      clock,
      population,
      run,
      setUp,
      solo,
      publisher,
      machine: () => defined(this.machine, 'machine'),
      scenario: () => this.view().scenario,
      emit: (progress) => emit('experiment', progress),
    });
  }

  #onChanged(): void {
    this.baselines.consider();
    if (this.run.on) this.#drift.start();
  }

  /** A run file covers one way to run; within a window of an experiment nothing begins anew. */
  #onModeChanged(): void {
    if (this.experiments.state !== null) return;
    this.solo.cancel();
    this.run.reconfigured();
  }

  #createRecovery(): Recovery {
    return new Recovery({
      clock: this.#clock,
      runIsOn: () => this.run.on,
      mayStart: () => this.solo.state === null && this.experiments.state === null,
      isWanted: (tenantId) => this.population.tenants.get(tenantId)?.config.paused === false,
      start: (tenantIds) => this.#restart(tenantIds),
      onChange: () => this.publisher.changed(),
    });
  }

  #createPopulation(
    spawn: PlaygroundDependencies['spawn'],
    emit: PlaygroundDependencies['emit'],
    kept: BaselineShelf | null,
  ): Population {
    const { recovery, publisher } = this;
    return new Population({
      clock: this.#clock,
      slot: {
        spawn,
        limits: () => recovery.settings.limitsMs,
        machine: () => defined(this.machine, 'machine'),
        onFramePort: (executorId, port) => emit('framePort', { executorId, port }, [port]),
        onWorkerEnded: (executorId) => emit('executorEnded', { executorId }),
        onChange: () => publisher.changed(),
        onAnswer: () => this.run.look(),
      },
      baselines: { kept, machine: () => this.machine, onChange: () => publisher.changed() },
      seed: () => this.setUp.identity.seed,
      userPolicy: () => this.scheduling.userPolicy,
      networkRefused: () => recovery.networkRefused,
      mayRun: () => this.solo.state === null && !this.experiments.stage.holdsStill && this.run.wantsArrivals,
      onRecord: (record) => {
        this.run.record(record);
        this.experiments.record(record);
        recovery.requestEnded(record);
      },
      onDecisions: (tookMs, beyondMs) => this.run.window.addDecisions(tookMs, beyondMs),
      onModeChanged: () => this.#onModeChanged(),
      onPolicyFailed: (executorId, message) => recovery.policyGaveWay(executorId, message),
      onFailure: (failure) => recovery.failed(failure),
      onBringUp: (tenantId) => recovery.restarts.cancel(tenantId),
      onTenantGone: (tenantId) => recovery.forgetTenant(tenantId),
      onExecutorGone: (executorId) => recovery.forgetExecutor(executorId),
      onChange: () => this.run.changed(),
    });
  }

  view(): PlaygroundView {
    const now = this.#clock.now();
    const windowTo = this.run.window.endAt(now);
    const tenants = [...this.population.tenants.values()];
    const slots = [...this.population.slots.values()];
    const models = this.population.shelf.referencesOf(tenants.map(({ config }) => config.modelId));
    return {
      now,
      wallNow: this.#wallNow(),
      run: this.run.state,
      measuring: this.solo.state,
      baselines: this.baselines.state,
      experiment: this.experiments.state,
      scenario: versioned({
        schemaVersion: 1,
        ...this.setUp.identity,
        executors: slots.map((slot) => slot.config),
        tenants: tenants.map((tenant) => tenant.config),
        ...this.scheduling.described,
        ...(models.length === 0 ? {} : { models }),
      }),
      windowFrom: Math.max(this.run.changedAt, windowTo - ROLLING_MS),
      windowTo,
      tenants,
      slots,
      machine: this.machine,
      recovery: this.recovery,
      overlap: this.#overlap,
    };
  }

  /** A start by itself: the run file's window stays open, since it covers the failure too. */
  #restart(tenantIds: readonly string[]): void {
    for (const id of tenantIds) {
      const tenant = this.population.tenants.get(id);
      if (tenant?.failed === true) void this.population.bringUp(tenant); // never rejects
    }
  }
}
