/**
 * The engine: the calls of its contract, put together from the set-up, the run, measuring and publishing. It knows
 * neither React nor TensorFlow.js. `engine.worker.ts` puts it behind the contract.
 */
import { defined } from '../base/assert';
import type { Clock } from '../base/clock';
import type { Machine } from '../domain/backend';
import { EngineError } from '../domain/errors';
import type { RunFile } from '../domain/run-file';
import type { Scenario } from '../domain/scenario';
import type { SimulationInput } from '../domain/simulation';
import type { ReleaseReport } from '../domain/snapshot';
import type { EngineContract, EngineEvents, ExportArgument, OpenArgument } from '../protocol/engine-contract';
import type { WorkerHandle } from './executor-host';
import { Mishaps } from './mishaps';
import { Population } from './population';
import { Publisher } from './publisher';
import { Recovery } from './recovery/recovery';
import { RunControl } from './run-control';
import { exportRunFile } from './run-report';
import { SetUp } from './set-up';
import type { PlaygroundView } from './snapshot-builder';
import { SoloMeasurement } from './solo-measurement';
import { TenantChanges } from './tenant-changes';

/** Length of the rolling window that live figures cover. */
const ROLLING_MS = 10_000;

export interface PlaygroundDependencies {
  readonly clock: Clock;
  readonly spawn: (name: string) => WorkerHandle;
  readonly probe: () => Promise<Machine>;
  readonly emit: <N extends keyof EngineEvents>(
    name: N,
    payload: EngineEvents[N],
    transfer?: Transferable[],
  ) => void;
}

type Argument<N extends keyof EngineContract> = Parameters<EngineContract[N]>[0];

export class Playground {
  readonly #population: Population;
  readonly #publisher: Publisher;
  readonly #run: RunControl;
  readonly #solo: SoloMeasurement;
  readonly #setUp: SetUp;
  readonly #tenantChanges: TenantChanges;
  readonly #recovery: Recovery;
  readonly #mishaps: Mishaps;
  readonly #clock: Clock;
  readonly #probe: () => Promise<Machine>;
  #opened: OpenArgument | null = null;
  #machine: Machine | null = null;

  constructor({ clock, spawn, probe, emit }: PlaygroundDependencies) {
    this.#clock = clock;
    this.#probe = probe;
    const publisher = new Publisher(
      clock,
      emit,
      () => this.#view(),
      () => this.#population.refreshMemory(),
    );
    const cancelMeasure = () => this.#solo.cancel();
    const recovery = new Recovery({
      clock,
      runIsOn: () => this.#run.on,
      mayStart: () => this.#solo.state === null,
      isWanted: (tenantId) => this.#population.tenants.get(tenantId)?.config.paused === false,
      start: (tenantIds) => this.#restart(tenantIds),
      onChange: () => publisher.changed(),
    });
    const population = new Population({
      clock,
      slot: {
        spawn,
        limits: () => recovery.settings.limitsMs,
        machine: () => defined(this.#machine, 'machine'),
        onFramePort: (executorId, port) => emit('framePort', { executorId, port }, [port]),
        onWorkerEnded: (executorId) => emit('executorEnded', { executorId }),
        onChange: () => publisher.changed(),
      },
      seed: () => this.#setUp.identity.seed,
      networkRefused: () => recovery.networkRefused,
      mayRun: () => this.#solo.state === null && this.#run.wantsArrivals,
      onRecord: (record) => {
        this.#run.record(record);
        recovery.requestEnded(record);
      },
      onFailure: (failure) => recovery.failed(failure),
      onBringUp: (tenantId) => recovery.restarts.cancel(tenantId),
      onTenantGone: (tenantId) => recovery.forgetTenant(tenantId),
      onExecutorGone: (executorId) => recovery.forgetExecutor(executorId),
      onChange: () => this.#run.changed(),
    });
    const run = new RunControl({ clock, population, publisher, recovery, cancelMeasure });
    const solo = new SoloMeasurement({ clock, population, run, onProgress: () => publisher.changed() });
    this.#setUp = new SetUp({ clock, population, run, recovery, cancelMeasure });
    this.#tenantChanges = new TenantChanges({ population, run, recovery, cancelMeasure });
    this.#mishaps = new Mishaps(population, recovery, clock);
    this.#recovery = recovery;
    this.#publisher = publisher;
    this.#population = population;
    this.#run = run;
    this.#solo = solo;
  }

  async open(argument: OpenArgument): Promise<void> {
    this.#opened = argument;
    this.#population.shelf.open(argument.catalog, argument.modelsUrl);
    this.#machine = await this.#probe();
    this.#publisher.changed();
  }

  loadScenario(scenario: Scenario): Promise<void> {
    return this.#setUp.loadScenario(scenario);
  }

  run(): Promise<void> {
    return this.#run.run();
  }

  stop(): void {
    this.#solo.cancel();
    this.#run.stop();
  }

  offerModel(argument: Argument<'offerModel'>): Promise<void> {
    return this.#tenantChanges.offerModel(argument);
  }

  addTenant(argument: Argument<'addTenant'>): Promise<void> {
    return this.#setUp.addTenant(argument);
  }

  removeTenant(argument: Argument<'removeTenant'>): Promise<ReleaseReport | null> {
    return this.#setUp.removeTenant(argument);
  }

  cancelLoad(argument: Argument<'cancelLoad'>): void {
    this.#setUp.cancelLoad(argument);
  }

  removeExecutor(argument: Argument<'removeExecutor'>): Promise<ReleaseReport | null> {
    return this.#setUp.removeExecutor(argument);
  }

  updateTenant(argument: Argument<'updateTenant'>): Promise<void> {
    return this.#tenantChanges.updateTenant(argument);
  }

  moveTenant(argument: Argument<'moveTenant'>): Promise<void> {
    return this.#tenantChanges.moveTenant(argument);
  }

  updateExecutor(argument: Argument<'updateExecutor'>): Promise<void> {
    return this.#setUp.updateExecutor(argument);
  }

  /** Not there yet: part of scheduling. */
  setScheduling(_argument: Argument<'setScheduling'>): void {
    throw new EngineError('busy', 'Gates and the user policy cannot be changed yet.');
  }

  simulationInput(): SimulationInput {
    throw new EngineError('busy', 'The simulator is not connected yet.');
  }

  retryTenant(argument: Argument<'retryTenant'>): Promise<void> {
    return this.#tenantChanges.retryTenant(argument);
  }

  setRecovery(settings: Argument<'setRecovery'>): void {
    this.#recovery.setRecovery(settings);
    for (const host of this.#population.hosts) host.limitsChanged();
    this.#publisher.changed();
  }

  async mishap(argument: Argument<'mishap'>): Promise<void> {
    await this.#mishaps.bringAbout(argument);
    this.#publisher.changed();
  }

  measureAlone(plan: Argument<'measureAlone'>): Promise<void> {
    return this.#solo.measure(plan);
  }

  cancelMeasure(): void {
    this.#solo.cancel();
  }

  setHidden({ hidden }: Argument<'setHidden'>): void {
    this.#run.setHidden(hidden);
  }

  openWindow(): void {
    this.#run.openWindow();
  }

  exportRun(argument: ExportArgument): Promise<RunFile> {
    return exportRunFile({
      view: this.#view(),
      open: defined(this.#opened, 'catalog'),
      machine: defined(this.#machine, 'machine'),
      shelf: this.#population.shelf,
      window: this.#run.window,
      export: argument,
    });
  }

  setRecording({ on }: Argument<'setRecording'>): void {
    this.#publisher.recording = on;
  }

  #view(): PlaygroundView {
    const now = this.#clock.now();
    const tenants = [...this.#population.tenants.values()];
    const slots = [...this.#population.slots.values()];
    const models = this.#population.shelf.referencesOf(tenants.map(({ config }) => config.modelId));
    return {
      now,
      run: this.#run.state,
      measuring: this.#solo.state,
      scenario: {
        schemaVersion: 1,
        ...this.#setUp.identity,
        executors: slots.map((slot) => slot.config),
        tenants: tenants.map((tenant) => tenant.config),
        ...(models.length === 0 ? {} : { models }),
      },
      windowFrom: Math.max(this.#run.changedAt, now - ROLLING_MS),
      tenants,
      slots,
      machine: this.#machine,
      recovery: this.#recovery,
    };
  }

  /** A start by itself: the run file's window stays open, since it covers the failure too. */
  #restart(tenantIds: readonly string[]): void {
    for (const id of tenantIds) {
      const tenant = this.#population.tenants.get(id);
      if (tenant?.failed === true) void this.#population.bringUp(tenant); // never rejects
    }
  }
}
