/**
 * The parts of a playground and how they are wired: each is told what it needs of the others as functions. It answers no
 * command; `playground.ts` does.
 */
import { defined } from '../base/assert';
import type { Clock } from '../base/clock';
import type { Machine } from '../domain/backend';
import type { EngineEvents } from '../protocol/engine-contract';
import type { WorkerHandle } from './executor-host';
import { Mishaps } from './mishaps';
import { Population } from './population';
import { Publisher } from './publisher';
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
  readonly spawn: (name: string) => WorkerHandle;
  readonly probe: () => Promise<Machine>;
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
  readonly setUp: SetUp;
  readonly scheduling: SchedulingChanges;
  readonly tenantChanges: TenantChanges;
  readonly recovery: Recovery;
  readonly mishaps: Mishaps;
  machine: Machine | null = null;
  readonly #clock: Clock;

  constructor({ clock, spawn, emit }: Omit<PlaygroundDependencies, 'probe'>) {
    this.#clock = clock;
    const cancelMeasure = () => this.solo.cancel();
    this.publisher = new Publisher(
      clock,
      emit,
      () => this.view(),
      () => this.population.executors.refreshMemory(),
    );
    this.recovery = this.#createRecovery();
    this.population = this.#createPopulation(spawn, emit);
    const { population, publisher, recovery } = this;
    this.run = new RunControl({ clock, population, publisher, recovery, cancelMeasure });
    const { run } = this;
    this.solo = new SoloMeasurement({ clock, population, run, onProgress: () => publisher.changed() });
    this.scheduling = new SchedulingChanges({ population, run, cancelMeasure });
    const { scheduling } = this;
    this.setUp = new SetUp({ clock, population, run, recovery, scheduling, cancelMeasure });
    this.tenantChanges = new TenantChanges({ population, run, recovery, scheduling, cancelMeasure });
    this.mishaps = new Mishaps(population, recovery, clock);
  }

  #createRecovery(): Recovery {
    return new Recovery({
      clock: this.#clock,
      runIsOn: () => this.run.on,
      mayStart: () => this.solo.state === null,
      isWanted: (tenantId) => this.population.tenants.get(tenantId)?.config.paused === false,
      start: (tenantIds) => this.#restart(tenantIds),
      onChange: () => this.publisher.changed(),
    });
  }

  #createPopulation(
    spawn: PlaygroundDependencies['spawn'],
    emit: PlaygroundDependencies['emit'],
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
      },
      seed: () => this.setUp.identity.seed,
      userPolicy: () => this.scheduling.userPolicy,
      networkRefused: () => recovery.networkRefused,
      mayRun: () => this.solo.state === null && this.run.wantsArrivals,
      onRecord: (record) => {
        this.run.record(record);
        recovery.requestEnded(record);
      },
      onDecisions: (tookMs, beyondMs) => this.run.window.addDecisions(tookMs, beyondMs),
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
    const tenants = [...this.population.tenants.values()];
    const slots = [...this.population.slots.values()];
    const models = this.population.shelf.referencesOf(tenants.map(({ config }) => config.modelId));
    return {
      now,
      run: this.run.state,
      measuring: this.solo.state,
      scenario: {
        schemaVersion: 1,
        ...this.setUp.identity,
        executors: slots.map((slot) => slot.config),
        tenants: tenants.map((tenant) => tenant.config),
        ...this.scheduling.described,
        ...(models.length === 0 ? {} : { models }),
      },
      windowFrom: Math.max(this.run.changedAt, now - ROLLING_MS),
      tenants,
      slots,
      machine: this.machine,
      recovery: this.recovery,
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
