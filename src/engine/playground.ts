/**
 * The engine: the calls of its contract, put together from the set-up, the run, measuring and publishing. It knows
 * neither React nor TensorFlow.js. `engine.worker.ts` puts it behind the contract.
 */
import { defined } from '../base/assert';
import type { Clock } from '../base/clock';
import type { Machine } from '../domain/backend';
import type { RunFile } from '../domain/run-file';
import type { Scenario } from '../domain/scenario';
import type { ReleaseReport } from '../domain/snapshot';
import type { EngineContract, EngineEvents, ExportArgument, OpenArgument } from '../protocol/engine-contract';
import { PHASE_LIMITS, type PhaseLimits, type WorkerHandle } from './executor-host';
import { Population } from './population';
import { Publisher } from './publisher';
import { RunControl } from './run-control';
import { exportRunFile } from './run-report';
import { SetUp } from './set-up';
import type { PlaygroundView } from './snapshot-builder';
import { SoloMeasurement } from './solo-measurement';

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
  readonly limits?: PhaseLimits;
}

type Argument<N extends keyof EngineContract> = Parameters<EngineContract[N]>[0];

export class Playground {
  readonly #population: Population;
  readonly #publisher: Publisher;
  readonly #run: RunControl;
  readonly #solo: SoloMeasurement;
  readonly #setUp: SetUp;
  readonly #clock: Clock;
  readonly #probe: () => Promise<Machine>;
  #opened: OpenArgument | null = null;
  #machine: Machine | null = null;

  constructor({ clock, spawn, probe, emit, limits = PHASE_LIMITS }: PlaygroundDependencies) {
    this.#clock = clock;
    this.#probe = probe;
    const publisher = new Publisher(
      clock,
      emit,
      () => this.#view(),
      () => this.#population.refreshMemory(),
    );
    const population = new Population({
      clock,
      slot: {
        spawn,
        limits,
        machine: () => defined(this.#machine, 'machine'),
        onFramePort: (executorId, port) => emit('framePort', { executorId, port }, [port]),
        onWorkerEnded: (executorId) => emit('executorEnded', { executorId }),
        onChange: () => publisher.changed(),
      },
      modelsUrl: () => defined(this.#opened, 'catalog').modelsUrl,
      seed: () => this.#setUp.identity.seed,
      mayRun: () => this.#solo.state === null && this.#run.wantsArrivals,
      onRecord: (record) => this.#run.record(record),
      onChange: () => this.#run.changed(),
    });
    const run = new RunControl({ clock, population, publisher });
    const solo = new SoloMeasurement({ clock, population, run, onProgress: () => publisher.changed() });
    this.#setUp = new SetUp({ clock, population, run, cancelMeasure: () => solo.cancel() });
    this.#publisher = publisher;
    this.#population = population;
    this.#run = run;
    this.#solo = solo;
  }

  async open(argument: OpenArgument): Promise<void> {
    this.#opened = argument;
    for (const model of argument.catalog.models) this.#population.models.set(model.id, model);
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
    return this.#setUp.updateTenant(argument);
  }

  moveTenant(argument: Argument<'moveTenant'>): Promise<void> {
    return this.#setUp.moveTenant(argument);
  }

  updateExecutor(argument: Argument<'updateExecutor'>): Promise<void> {
    return this.#setUp.updateExecutor(argument);
  }

  retryTenant(argument: Argument<'retryTenant'>): Promise<void> {
    return this.#setUp.retryTenant(argument);
  }

  measureAlone(plan: Argument<'measureAlone'>): Promise<void> {
    return this.#solo.measure(plan);
  }

  cancelMeasure(): void {
    this.#solo.cancel();
  }

  setHidden({ hidden }: Argument<'setHidden'>): void {
    this.#run.setHidden(hidden, () => this.#solo.cancel());
  }

  openWindow(): void {
    this.#run.openWindow();
  }

  exportRun(argument: ExportArgument): Promise<RunFile> {
    return exportRunFile({
      view: this.#view(),
      open: defined(this.#opened, 'catalog'),
      machine: defined(this.#machine, 'machine'),
      models: this.#population.models,
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
    return {
      now,
      run: this.#run.state,
      measuring: this.#solo.state,
      scenario: {
        schemaVersion: 1,
        ...this.#setUp.identity,
        executors: slots.map((slot) => slot.config),
        tenants: tenants.map((tenant) => tenant.config),
      },
      windowFrom: Math.max(this.#run.changedAt, now - ROLLING_MS),
      tenants,
      slots,
      machine: this.#machine,
    };
  }
}
