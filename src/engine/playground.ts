/**
 * The engine: tenants, executors, workloads and measurements of one playground, wired together. It publishes
 * snapshots and records, and knows neither React nor TensorFlow.js. `engine.worker.ts` puts it behind the contract.
 */
import { defined } from '../base/assert';
import type { Clock } from '../base/clock';
import type { Machine } from '../domain/backend';
import { EngineError, type ErrorReport, reportOf } from '../domain/errors';
import type { Model } from '../domain/model';
import type { FramedResult } from '../domain/result';
import type { RunFile } from '../domain/run-file';
import type { ExecutorConfig, Scenario, TenantConfig } from '../domain/scenario';
import type { MeasuringState, RunState } from '../domain/snapshot';
import type { EngineContract, EngineEvents, ExportArgument, OpenArgument } from '../protocol/engine-contract';
import { BaselineStore, baselineKey } from './baseline-store';
import { PHASE_LIMITS, type PhaseLimits, type WorkerHandle } from './executor-host';
import { ExecutorSlot, type SlotDependencies } from './executor-slot';
import { measureSolo, type SoloStage } from './experiments/solo-baselines';
import { MeasurementWindow } from './measurement-window';
import { createPercentileRule } from './metrics/early-stopping';
import { Placement } from './placement';
import { Publisher } from './publisher';
import { RequestFlow } from './request-flow';
import { buildRunFile } from './run-report';
import { type PlaygroundView, queuedOf } from './snapshot-builder';
import { TenantRuntime } from './tenant-runtime';
import { createLoadGenerator } from './workload/load-generator';

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

type Handlers = {
  [N in keyof EngineContract]: (
    argument: Parameters<EngineContract[N]>[0],
  ) => Promise<ReturnType<EngineContract[N]>> | ReturnType<EngineContract[N]>;
};

export class Playground implements Handlers {
  readonly #tenants = new Map<string, TenantRuntime>();
  readonly #slots = new Map<string, ExecutorSlot>();
  readonly #models = new Map<string, Model>();
  readonly #baselines = new BaselineStore();
  readonly #rule = createPercentileRule();
  readonly #flow: RequestFlow;
  readonly #placement: Placement;
  readonly #publisher: Publisher;
  #opened: OpenArgument | null = null;
  #machine: Machine | null = null;
  #identity: Pick<Scenario, 'name' | 'seed'> = { name: 'empty', seed: 1 };
  #run: RunState = { kind: 'idle' };
  #hidden = false;
  #measuring: MeasuringState | null = null;
  #measurement: AbortController | null = null;
  #changedAt = 0;
  #window: MeasurementWindow;
  #notices: ErrorReport[] = [];
  #workers = 0;

  constructor(private readonly dependencies: PlaygroundDependencies) {
    const { clock } = dependencies;
    this.#window = new MeasurementWindow(clock.now());
    this.#publisher = new Publisher(
      clock,
      dependencies.emit,
      () => this.#view(),
      () => this.#refreshMemory(),
    );
    this.#flow = new RequestFlow({
      clock,
      tenant: (id) => this.#tenants.get(id),
      slot: (id) => this.#slots.get(id),
      onRecord: (record) => {
        this.#window.add(record);
        this.#publisher.record(record);
      },
      onFailure: (tenant, error) => this.#placement.fail(tenant, error),
    });
    this.#placement = new Placement({
      slots: this.#slots,
      model: (id) => this.#models.get(id),
      modelsUrl: () => defined(this.#opened, 'catalog').modelsUrl,
      seed: () => this.#identity.seed,
      flow: this.#flow,
      onChange: () => this.#publisher.changed(),
    });
  }

  async open(argument: OpenArgument): Promise<void> {
    this.#opened = argument;
    for (const model of argument.catalog.models) this.#models.set(model.id, model);
    this.#machine = await this.dependencies.probe();
    this.#publisher.changed();
  }

  async loadScenario(scenario: Scenario): Promise<void> {
    this.cancelMeasure();
    const keep = (tenant: TenantRuntime) =>
      scenario.seed === this.#identity.seed && scenario.tenants.some((wanted) => same(wanted, tenant.config));
    const keepSlot = (slot: ExecutorSlot) => scenario.executors.some((wanted) => same(wanted, slot.config));
    for (const tenant of [...this.#tenants.values()]) {
      const slot = this.#slots.get(tenant.config.executorId);
      if (!keep(tenant) || slot === undefined || !keepSlot(slot)) await this.#remove(tenant);
    }
    for (const slot of [...this.#slots.values()]) if (!keepSlot(slot)) this.#disposeSlot(slot);
    this.#identity = { name: scenario.name, seed: scenario.seed };
    for (const config of scenario.executors) if (!this.#slots.has(config.id)) this.#addSlot(config);
    const added = scenario.tenants
      .filter((config) => !this.#tenants.has(config.id))
      .map((config) => this.#admit(config));
    this.#sortTenants(scenario.tenants.map((tenant) => tenant.id));
    this.#changed();
    if (this.#run.kind !== 'idle') await Promise.all(added.map((tenant) => this.#bringUp(tenant)));
  }

  async run(): Promise<void> {
    if (this.#run.kind !== 'idle') return;
    this.#run = { kind: 'starting' };
    this.#publisher.start();
    this.#changed();
    await Promise.all([...this.#tenants.values()].map((tenant) => this.#bringUp(tenant)));
    if (this.#run.kind !== 'starting') return; // stopped meanwhile
    this.#enterRunning();
    this.openWindow();
    this.#changed();
  }

  stop(): void {
    this.cancelMeasure();
    this.#run = { kind: 'idle' };
    for (const tenant of this.#tenants.values()) this.#halt(tenant);
    this.#publisher.stop();
    this.#publisher.changed();
  }

  async addTenant({
    tenant,
    executor,
  }: {
    tenant: TenantConfig;
    executor: ExecutorConfig | null;
  }): Promise<void> {
    if (this.#tenants.has(tenant.id))
      throw new EngineError('scenario-invalid', `A tenant "${tenant.id}" exists already.`);
    if (executor !== null && !this.#slots.has(executor.id)) this.#addSlot(executor);
    const added = this.#admit(tenant);
    this.#changed();
    if (this.#run.kind !== 'idle') await this.#bringUp(added);
  }

  async removeTenant({ tenantId }: { tenantId: string }): Promise<void> {
    this.cancelMeasure();
    const tenant = this.#tenant(tenantId);
    const slot = this.#slots.get(tenant.config.executorId);
    await this.#remove(tenant);
    if (slot !== undefined) this.#disposeIfEmpty(slot);
    this.#changed();
  }

  async updateTenant({ tenantId, change }: Parameters<EngineContract['updateTenant']>[0]): Promise<void> {
    this.cancelMeasure();
    const tenant = this.#tenant(tenantId);
    const reload =
      change.input !== undefined && change.input !== tenant.config.input && tenant.residence !== null;
    this.#halt(tenant);
    tenant.config = { ...tenant.config, ...change };
    if (tenant.config.workload.kind === 'closed')
      tenant.config = { ...tenant.config, deadline: { kind: 'none' } };
    if (reload) {
      this.#dropWaiting(tenant);
      await this.#placement.evict(tenant);
    }
    tenant.alone = this.#baselines.get(this.#baselineKey(tenant));
    this.#changed();
    if (this.#run.kind !== 'idle' && !tenant.failed) await this.#bringUp(tenant);
  }

  async moveTenant({ tenantId, to }: Parameters<EngineContract['moveTenant']>[0]): Promise<void> {
    this.cancelMeasure();
    const tenant = this.#tenant(tenantId);
    const source = this.#slots.get(tenant.config.executorId);
    const target = typeof to === 'string' ? this.#slot(to) : this.#addSlot(to);
    if (source === target) return;
    try {
      if (tenant.residence === null) tenant.config = { ...tenant.config, executorId: target.id };
      else await this.#placement.move(tenant, target);
    } finally {
      if (source !== undefined) this.#disposeIfEmpty(source);
      this.#disposeIfEmpty(target);
      tenant.alone = this.#baselines.get(this.#baselineKey(tenant));
      this.#changed();
    }
    if (tenant.failed && this.#run.kind !== 'idle') await this.retryTenant({ tenantId });
  }

  async updateExecutor({
    executorId,
    change,
  }: Parameters<EngineContract['updateExecutor']>[0]): Promise<void> {
    this.cancelMeasure();
    const old = this.#slot(executorId);
    const residents = [...this.#tenants.values()].filter((tenant) => tenant.config.executorId === executorId);
    for (const tenant of residents) this.#halt(tenant);
    await old.whenIdle(); // its queue drains first, so that no request is lost
    old.dispose();
    this.#slots.set(executorId, new ExecutorSlot({ ...old.config, ...change }, this.#slotDependencies()));
    for (const tenant of residents) {
      tenant.residence = null;
      tenant.alone = null;
      tenant.status = { kind: 'waiting' };
    }
    this.#changed();
    if (this.#run.kind !== 'idle') await Promise.all(residents.map((tenant) => this.#bringUp(tenant)));
  }

  async retryTenant({ tenantId }: { tenantId: string }): Promise<void> {
    const tenant = this.#tenant(tenantId);
    if (!tenant.failed) return;
    tenant.status = { kind: 'waiting' };
    if (this.#run.kind === 'idle') this.#changed();
    else await this.#bringUp(tenant);
  }

  async measureAlone(plan: Parameters<EngineContract['measureAlone']>[0]): Promise<void> {
    if (this.#measurement !== null) return;
    const wasIdle = this.#run.kind === 'idle';
    if (wasIdle) await this.run();
    const measurement = new AbortController();
    this.#measurement = measurement;
    const ids = [...this.#tenants.values()]
      .filter((one) => !one.failed && !one.config.paused)
      .map((one) => one.id);
    try {
      await measureSolo(ids, plan, this.#soloStage(), this.dependencies.clock, measurement.signal, {
        progress: (progress) => {
          this.#measuring = progress;
          this.#publisher.changed();
        },
        baseline: (tenantId, baseline) => {
          const tenant = this.#tenants.get(tenantId);
          const key = tenant === undefined ? null : this.#baselineKey(tenant);
          if (tenant === undefined || key === null) return;
          this.#baselines.set(key, baseline);
          tenant.alone = baseline;
        },
      });
    } catch (thrown) {
      if (reportOf(thrown, 'cancelled').code !== 'cancelled') throw thrown;
    } finally {
      this.#measuring = null;
      this.#measurement = null;
      if (wasIdle) this.stop();
      else if (this.#run.kind === 'running')
        for (const tenant of this.#tenants.values()) this.#startWorkload(tenant);
      this.#changed();
    }
  }

  cancelMeasure(): void {
    this.#measurement?.abort();
  }

  setHidden({ hidden }: { hidden: boolean }): void {
    this.#hidden = hidden;
    const now = this.dependencies.clock.now();
    if (hidden && this.#run.kind === 'running') {
      this.cancelMeasure();
      this.#window.hide(now);
      this.#run = { kind: 'paused', reason: 'tab-hidden' };
      for (const tenant of this.#tenants.values()) this.#halt(tenant);
    } else if (!hidden && this.#run.kind === 'paused') {
      this.#window.show(now);
      this.#enterRunning();
      for (const tenant of this.#tenants.values()) this.#startWorkload(tenant);
    }
    this.#changed();
  }

  openWindow(): void {
    this.#window = new MeasurementWindow(this.dependencies.clock.now());
    for (const tenant of this.#tenants.values()) tenant.openWindow(this.#outstanding(tenant));
  }

  async exportRun(argument: ExportArgument): Promise<RunFile> {
    const closedAt = this.dependencies.clock.now();
    const results = new Map<string, FramedResult | null>();
    const view = this.#view();
    const build = () =>
      buildRunFile({
        scenario: view.scenario,
        open: defined(this.#opened, 'catalog'),
        machine: defined(this.#machine, 'machine'),
        tenants: view.tenants,
        slots: view.slots,
        model: (id) => this.#models.get(id),
        window: {
          openedAt: this.#window.openedAt,
          closedAt,
          hiddenMs: this.#window.hiddenMs,
          busyMs: this.#window.busyMs,
        },
        results,
        export: argument,
      });
    const figures = build(); // at the instant of closing: what follows takes time
    await Promise.all(
      view.tenants.map(async (tenant) => {
        const host = tenant.residence === null ? null : (this.#slots.get(tenant.residence)?.host ?? null);
        results.set(tenant.id, (await host?.lastResult(tenant.id).catch(() => null)) ?? null);
      }),
    );
    const lastResults = new Map(build().tenants.map((tenant) => [tenant.id, tenant.lastResult]));
    return {
      ...figures,
      tenants: figures.tenants.map((one) => ({ ...one, lastResult: lastResults.get(one.id) ?? null })),
    };
  }

  setRecording({ on }: { on: boolean }): void {
    this.#publisher.recording = on;
  }

  // ——— the parts that several commands share ———

  #enterRunning(): void {
    const startedAt = this.dependencies.clock.now();
    this.#run = this.#hidden ? { kind: 'paused', reason: 'tab-hidden' } : { kind: 'running', startedAt };
    if (this.#hidden) for (const tenant of this.#tenants.values()) this.#halt(tenant);
  }

  /** Loads a tenant if need be and starts its workload. Never throws. */
  async #bringUp(tenant: TenantRuntime): Promise<void> {
    if (tenant.failed) tenant.status = { kind: 'waiting' };
    if (tenant.residence === null) await this.#placement.settle(tenant);
    if (this.#tenants.get(tenant.id) !== tenant) return; // removed while it loaded
    tenant.alone = this.#baselines.get(this.#baselineKey(tenant));
    this.#startWorkload(tenant);
    this.#changed();
  }

  #startWorkload(tenant: TenantRuntime): void {
    if (tenant.failed || tenant.residence === null) return;
    const active = this.#run.kind === 'running' || this.#run.kind === 'starting';
    if (!active || tenant.config.paused || this.#measuring !== null) {
      tenant.status = tenant.config.paused ? { kind: 'paused' } : { kind: 'ready' };
      return;
    }
    this.#generate(tenant);
  }

  #generate(tenant: TenantRuntime): void {
    tenant.generator?.stop();
    const { workload, deadline } = tenant.config;
    tenant.generator = createLoadGenerator(
      this.dependencies.clock,
      workload,
      deadline,
      (arrival) => this.#flow.arrive(tenant, arrival),
      this.#outstanding(tenant),
    );
    tenant.status = { kind: 'running' };
    tenant.generator.start();
  }

  /** No more arrivals; what is queued or in flight still ends. */
  #halt(tenant: TenantRuntime): void {
    tenant.generator?.stop();
    tenant.generator = null;
    if (tenant.status.kind === 'running')
      tenant.status = tenant.config.paused ? { kind: 'paused' } : { kind: 'ready' };
  }

  #soloStage(): SoloStage {
    return {
      quiesce: async () => {
        for (const tenant of this.#tenants.values()) this.#halt(tenant);
        for (const slot of this.#slots.values()) await slot.whenIdle();
      },
      startOnly: (tenantId) => {
        this.#changed();
        this.#generate(this.#tenant(tenantId));
      },
      openWindow: (tenantId) => {
        const tenant = this.#tenant(tenantId);
        tenant.openWindow(this.#outstanding(tenant));
      },
      closeWindow: (tenantId, durationMs) => this.#tenant(tenantId).window.baseline(durationMs),
    };
  }

  #admit(config: TenantConfig): TenantRuntime {
    const tenant = new TenantRuntime(config, this.#rule);
    this.#tenants.set(config.id, tenant);
    return tenant;
  }

  async #remove(tenant: TenantRuntime): Promise<void> {
    this.#halt(tenant);
    this.#dropWaiting(tenant);
    this.#tenants.delete(tenant.id);
    await this.#placement.evict(tenant);
  }

  /** Takes a tenant's waiting requests back as if they had not arrived: nobody will ask for them. */
  #dropWaiting(tenant: TenantRuntime): void {
    for (const slot of this.#slots.values()) tenant.arrived -= slot.scheduler.withdraw(tenant.id).length;
  }

  #addSlot(config: ExecutorConfig): ExecutorSlot {
    const slot = new ExecutorSlot(config, this.#slotDependencies());
    this.#slots.set(config.id, slot);
    return slot;
  }

  #slotDependencies(): SlotDependencies {
    return {
      clock: this.dependencies.clock,
      spawn: this.dependencies.spawn,
      limits: this.dependencies.limits ?? PHASE_LIMITS,
      machine: () => defined(this.#machine, 'machine'),
      nextWorkerKey: (executorId) => {
        this.#workers += 1;
        return `${executorId}#${this.#workers}`;
      },
      onFramePort: (executorId, port) => this.dependencies.emit('framePort', { executorId, port }, [port]),
      onWorkerEnded: (executorId) => this.dependencies.emit('executorEnded', { executorId }),
      onChange: () => this.#publisher.changed(),
      onLoadProgress: ({ tenantId, phase, fraction }) => {
        const tenant = this.#tenants.get(tenantId);
        if (tenant?.status.kind === 'loading') tenant.status = { kind: 'loading', phase, fraction };
        this.#publisher.changed();
      },
      onFailed: (slot, error) => this.#failResidents(slot, error),
      onIssue: (slot, request, issuedAt) => this.#flow.issue(slot, request, issuedAt),
    };
  }

  #failResidents(slot: ExecutorSlot, error: ErrorReport): void {
    for (const tenant of this.#tenants.values()) {
      if (tenant.residence === slot.id || tenant.config.executorId === slot.id)
        this.#placement.fail(tenant, error);
    }
    this.#changed();
  }

  #disposeIfEmpty(slot: ExecutorSlot): void {
    const inhabited = [...this.#tenants.values()].some((tenant) => tenant.config.executorId === slot.id);
    if (!inhabited) this.#disposeSlot(slot);
  }

  #disposeSlot(slot: ExecutorSlot): void {
    slot.dispose();
    if (this.#slots.get(slot.id) === slot) this.#slots.delete(slot.id);
  }

  #sortTenants(order: readonly string[]): void {
    const sorted = [...this.#tenants.values()].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
    this.#tenants.clear();
    for (const tenant of sorted) this.#tenants.set(tenant.id, tenant);
  }

  #tenant(tenantId: string): TenantRuntime {
    const tenant = this.#tenants.get(tenantId);
    if (tenant === undefined) throw new EngineError('scenario-invalid', `No tenant is called "${tenantId}".`);
    return tenant;
  }

  #slot(executorId: string): ExecutorSlot {
    const slot = this.#slots.get(executorId);
    if (slot === undefined)
      throw new EngineError('scenario-invalid', `No executor is called "${executorId}".`);
    return slot;
  }

  #outstanding(tenant: TenantRuntime): number {
    return tenant.inFlight + queuedOf(tenant, [...this.#slots.values()]);
  }

  #baselineKey(tenant: TenantRuntime): string | null {
    const model = this.#models.get(tenant.config.modelId);
    return model === undefined
      ? null
      : baselineKey(model, tenant.config, this.#slots.get(tenant.config.executorId)?.host ?? null);
  }

  async #refreshMemory(): Promise<void> {
    const hosts = [...this.#slots.values()].map((slot) => slot.host);
    await Promise.all(
      hosts.map((host) => (host?.status.kind === 'ready' ? host.refreshMemory().catch(() => {}) : null)),
    );
  }

  /** The set-up changed: figures from before say nothing about it, so the rolling window begins anew. */
  #changed(): void {
    this.#changedAt = this.dependencies.clock.now();
    this.#publisher.changed();
  }

  #view(): PlaygroundView {
    const now = this.dependencies.clock.now();
    const tenants = [...this.#tenants.values()];
    const slots = [...this.#slots.values()];
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
      notices: this.#notices,
    };
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
