/**
 * The engine: the commands of its contract on a population of tenants and executors, the state of the run, and what
 * is published. It knows neither React nor TensorFlow.js. `engine.worker.ts` puts it behind the contract.
 */
import { defined } from '../base/assert';
import type { Clock } from '../base/clock';
import type { Machine } from '../domain/backend';
import { EngineError, reportOf } from '../domain/errors';
import type { FramedResult } from '../domain/result';
import type { RunFile } from '../domain/run-file';
import type { Scenario } from '../domain/scenario';
import type { MeasuringState, RunState } from '../domain/snapshot';
import type { EngineContract, EngineEvents, ExportArgument, OpenArgument } from '../protocol/engine-contract';
import { PHASE_LIMITS, type PhaseLimits, type WorkerHandle } from './executor-host';
import { measureSolo, type SoloStage } from './experiments/solo-baselines';
import { MeasurementWindow } from './measurement-window';
import { Population } from './population';
import { Publisher } from './publisher';
import { buildRunFile, plainResult } from './run-report';
import type { PlaygroundView } from './snapshot-builder';
import type { TenantRuntime } from './tenant-runtime';

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
  readonly #clock: Clock;
  readonly #probe: () => Promise<Machine>;
  #opened: OpenArgument | null = null;
  #machine: Machine | null = null;
  #identity: Pick<Scenario, 'name' | 'seed'> = { name: 'empty', seed: 1 };
  #run: RunState = { kind: 'idle' };
  #startedAt = 0;
  #hidden = false;
  #measuring: MeasuringState | null = null;
  #measurement: AbortController | null = null;
  #changedAt = 0;
  #window: MeasurementWindow;

  constructor({ clock, spawn, probe, emit, limits = PHASE_LIMITS }: PlaygroundDependencies) {
    this.#clock = clock;
    this.#probe = probe;
    this.#window = new MeasurementWindow(clock.now());
    this.#publisher = new Publisher(
      clock,
      emit,
      () => this.#view(),
      () => this.#population.refreshMemory(),
    );
    this.#population = new Population({
      clock,
      slot: {
        spawn,
        limits,
        machine: () => defined(this.#machine, 'machine'),
        onFramePort: (executorId, port) => emit('framePort', { executorId, port }, [port]),
        onWorkerEnded: (executorId) => emit('executorEnded', { executorId }),
        onChange: () => this.#publisher.changed(),
      },
      modelsUrl: () => defined(this.#opened, 'catalog').modelsUrl,
      seed: () => this.#identity.seed,
      mayRun: () =>
        this.#measuring === null && (this.#run.kind === 'running' || this.#run.kind === 'starting'),
      onRecord: (record) => {
        this.#window.add(record);
        this.#publisher.record(record);
      },
      onChange: () => this.#changed(),
    });
  }

  async open(argument: OpenArgument): Promise<void> {
    this.#opened = argument;
    for (const model of argument.catalog.models) this.#population.models.set(model.id, model);
    this.#machine = await this.#probe();
    this.#publisher.changed();
  }

  async loadScenario(scenario: Scenario): Promise<void> {
    this.cancelMeasure();
    const { tenants, slots } = this.#population;
    const keepSlot = (id: string) => scenario.executors.some((wanted) => same(wanted, slots.get(id)?.config));
    for (const tenant of [...tenants.values()]) {
      const wanted =
        scenario.seed === this.#identity.seed && scenario.tenants.some((one) => same(one, tenant.config));
      if (!wanted || !keepSlot(tenant.config.executorId)) await this.#population.remove(tenant);
    }
    for (const slot of [...slots.values()]) if (!keepSlot(slot.id)) this.#population.disposeSlot(slot);
    this.#identity = { name: scenario.name, seed: scenario.seed };
    for (const config of scenario.executors) if (!slots.has(config.id)) this.#population.addSlot(config);
    for (const config of scenario.tenants) if (!tenants.has(config.id)) this.#population.admit(config);
    this.#population.sort(scenario.tenants.map((tenant) => tenant.id));
    this.#reconfigured();
    if (this.#run.kind !== 'idle') await this.#bringUp([...tenants.values()]);
  }

  async run(): Promise<void> {
    if (this.#run.kind !== 'idle') return;
    this.#run = { kind: 'starting' };
    this.#startedAt = this.#clock.now();
    this.#publisher.start();
    this.#changed();
    await this.#bringUp([...this.#population.tenants.values()]);
    if ((this.#run as RunState).kind !== 'starting') return; // stopped meanwhile
    this.#enterRunning();
    this.#reconfigured();
  }

  stop(): void {
    this.cancelMeasure();
    this.#run = { kind: 'idle' };
    this.#population.haltAll();
    this.#publisher.stop();
    this.#publisher.changed();
  }

  async addTenant({ tenant, executor }: Argument<'addTenant'>): Promise<void> {
    if (this.#population.tenants.has(tenant.id)) {
      throw new EngineError('scenario-invalid', `A tenant "${tenant.id}" exists already.`);
    }
    if (executor !== null && !this.#population.slots.has(executor.id)) this.#population.addSlot(executor);
    const added = this.#population.admit(tenant);
    this.#reconfigured();
    if (this.#run.kind !== 'idle') await this.#bringUp([added]);
  }

  async removeTenant({ tenantId }: Argument<'removeTenant'>): Promise<void> {
    this.cancelMeasure();
    const tenant = this.#population.tenant(tenantId);
    const slot = this.#population.slots.get(tenant.config.executorId);
    await this.#population.remove(tenant);
    if (slot !== undefined) this.#population.disposeIfEmpty(slot);
    this.#reconfigured();
  }

  async updateTenant({ tenantId, change }: Argument<'updateTenant'>): Promise<void> {
    this.cancelMeasure();
    const tenant = this.#population.tenant(tenantId);
    const reload =
      change.input !== undefined && change.input !== tenant.config.input && tenant.residence !== null;
    this.#population.halt(tenant);
    tenant.config = { ...tenant.config, ...change };
    if (tenant.config.workload.kind === 'closed')
      tenant.config = { ...tenant.config, deadline: { kind: 'none' } };
    if (reload) {
      this.#population.dropWaiting(tenant);
      await this.#population.placement.evict(tenant);
    }
    this.#population.recallBaseline(tenant);
    this.#reconfigured();
    if (this.#run.kind !== 'idle' && !tenant.failed) await this.#bringUp([tenant]);
  }

  async moveTenant({ tenantId, to }: Argument<'moveTenant'>): Promise<void> {
    this.cancelMeasure();
    const tenant = this.#population.tenant(tenantId);
    const source = this.#population.slots.get(tenant.config.executorId);
    const target = typeof to === 'string' ? this.#population.slot(to) : this.#population.addSlot(to);
    if (source === target) return;
    try {
      if (tenant.residence === null) tenant.config = { ...tenant.config, executorId: target.id };
      else await this.#population.placement.move(tenant, target);
    } finally {
      if (source !== undefined) this.#population.disposeIfEmpty(source);
      this.#population.disposeIfEmpty(target);
      this.#population.recallBaseline(tenant);
      this.#reconfigured();
    }
    if (tenant.failed) await this.retryTenant({ tenantId });
  }

  async updateExecutor({ executorId, change }: Argument<'updateExecutor'>): Promise<void> {
    this.cancelMeasure();
    const old = this.#population.slot(executorId);
    const residents = this.#population.residentsOf(executorId);
    for (const tenant of residents) this.#population.halt(tenant);
    await old.whenIdle(); // its queue drains first, so that no request is lost
    old.dispose();
    this.#population.addSlot({ ...old.config, ...change });
    for (const tenant of residents) {
      tenant.residence = null;
      tenant.alone = null;
      tenant.status = { kind: 'waiting' };
    }
    this.#reconfigured();
    if (this.#run.kind !== 'idle') await this.#bringUp(residents);
  }

  async retryTenant({ tenantId }: Argument<'retryTenant'>): Promise<void> {
    const tenant = this.#population.tenant(tenantId);
    if (!tenant.failed) return;
    tenant.status = { kind: 'waiting' };
    if (this.#run.kind === 'idle') this.#changed();
    else await this.#population.bringUp(tenant);
  }

  async measureAlone(plan: Argument<'measureAlone'>): Promise<void> {
    if (this.#measurement !== null) return;
    const wasIdle = this.#run.kind === 'idle';
    if (wasIdle) await this.run();
    const measurement = new AbortController();
    this.#measurement = measurement;
    const takingPart = [...this.#population.tenants.values()].filter(
      (one) => !one.failed && !one.config.paused,
    );
    try {
      await measureSolo(
        takingPart.map((one) => one.id),
        plan,
        this.#soloStage(),
        this.#clock,
        measurement.signal,
        {
          progress: (progress) => {
            this.#measuring = progress;
            this.#publisher.changed();
          },
          baseline: (tenantId, baseline) =>
            this.#population.storeBaseline(this.#population.tenant(tenantId), baseline),
        },
      );
    } catch (thrown) {
      if (reportOf(thrown, 'inference-failed').code !== 'cancelled') throw thrown;
    } finally {
      this.#measuring = null;
      this.#measurement = null;
      if (wasIdle) this.stop();
      this.#population.startAll();
      this.#reconfigured();
    }
  }

  cancelMeasure(): void {
    this.#measurement?.abort();
  }

  setHidden({ hidden }: Argument<'setHidden'>): void {
    this.#hidden = hidden;
    if (hidden && this.#run.kind === 'running') {
      this.cancelMeasure();
      this.#window.hide(this.#clock.now());
      this.#run = { kind: 'paused', reason: 'tab-hidden' };
      this.#population.haltAll();
    } else if (!hidden && this.#run.kind === 'paused') {
      this.#window.show(this.#clock.now());
      this.#enterRunning();
      this.#population.startAll();
    }
    this.#changed();
  }

  openWindow(): void {
    this.#window = new MeasurementWindow(this.#clock.now());
    for (const tenant of this.#population.tenants.values())
      tenant.openWindow(this.#population.outstanding(tenant));
  }

  async exportRun(argument: ExportArgument): Promise<RunFile> {
    const file = buildRunFile({
      view: this.#view(),
      open: defined(this.#opened, 'catalog'),
      machine: defined(this.#machine, 'machine'),
      models: this.#population.models,
      window: this.#window,
      export: argument,
    }); // figures of this instant: asking for the results takes time
    const results = await Promise.all(file.tenants.map((tenant) => this.#lastResult(tenant.id)));
    return {
      ...file,
      tenants: file.tenants.map((one, index) => ({ ...one, lastResult: plainResult(results[index]) })),
    };
  }

  setRecording({ on }: Argument<'setRecording'>): void {
    this.#publisher.recording = on;
  }

  async #lastResult(tenantId: string): Promise<FramedResult | null> {
    const residence = this.#population.tenants.get(tenantId)?.residence ?? '';
    const host = this.#population.slots.get(residence)?.host;
    return (await host?.lastResult(tenantId).catch(() => null)) ?? null;
  }

  /** Brings tenants up; what was measured while they loaded belongs to no set-up. */
  async #bringUp(tenants: readonly TenantRuntime[]): Promise<void> {
    await Promise.all(tenants.map((tenant) => this.#population.bringUp(tenant)));
    this.#reconfigured();
  }

  #enterRunning(): void {
    this.#run = this.#hidden
      ? { kind: 'paused', reason: 'tab-hidden' }
      : { kind: 'running', startedAt: this.#startedAt };
    if (this.#hidden) this.#population.haltAll();
  }

  #soloStage(): SoloStage {
    const population = this.#population;
    return {
      quiesce: () => {
        population.haltAll();
        return population.whenIdle();
      },
      startOnly: (tenantId) => {
        this.#changed();
        population.generate(population.tenant(tenantId));
      },
      openWindow: (tenantId) => {
        const tenant = population.tenant(tenantId);
        tenant.openWindow(population.outstanding(tenant));
      },
      closeWindow: (tenantId, durationMs) => population.tenant(tenantId).window.baseline(durationMs),
    };
  }

  /** The set-up is another one: a run file covers one set-up, so its window begins anew too. */
  #reconfigured(): void {
    this.openWindow();
    this.#changed();
  }

  /** The rolling window begins anew. */
  #changed(): void {
    this.#changedAt = this.#clock.now();
    this.#publisher.changed();
  }

  #view(): PlaygroundView {
    const now = this.#clock.now();
    const tenants = [...this.#population.tenants.values()];
    const slots = [...this.#population.slots.values()];
    return {
      now,
      run: this.#run,
      measuring: this.#measuring,
      scenario: {
        schemaVersion: 1,
        ...this.#identity,
        executors: slots.map((slot) => slot.config),
        tenants: tenants.map((tenant) => tenant.config),
      },
      windowFrom: Math.max(this.#changedAt, now - ROLLING_MS),
      tenants,
      slots,
      machine: this.#machine,
    };
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
