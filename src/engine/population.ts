/**
 * The tenants and executors of one playground: who is there, where, and doing what. It decides nothing about when a
 * run starts (the run control does), who comes and goes (the set-up does), and computes no figure (metrics do).
 */
import type { Clock } from '../base/clock';
import { EngineError, type ErrorReport } from '../domain/errors';
import type { Model } from '../domain/model';
import type { RequestRecord } from '../domain/request';
import type { ExecutorConfig, TenantConfig } from '../domain/scenario';
import type { ExecutorEvents } from '../protocol/executor-contract';
import { BaselineStore, baselineKey } from './baseline-store';
import { ExecutorSlot, type SlotDependencies } from './executor-slot';
import { createPercentileRule } from './metrics/early-stopping';
import { Placement } from './placement';
import { RequestFlow } from './request-flow';
import { queuedOf } from './snapshot-builder';
import { TenantRuntime } from './tenant-runtime';
import { createLoadGenerator } from './workload/load-generator';

export interface PopulationDependencies {
  readonly clock: Clock;
  readonly slot: Omit<
    SlotDependencies,
    'clock' | 'nextWorkerKey' | 'onLoadProgress' | 'onFailed' | 'onIssue'
  >;
  readonly modelsUrl: () => string;
  readonly seed: () => number;
  /** True while workloads may run. */
  readonly mayRun: () => boolean;
  readonly onRecord: (record: RequestRecord) => void;
  /** The set-up changed: figures from before say nothing about it. */
  readonly onChange: () => void;
}

export class Population {
  readonly tenants = new Map<string, TenantRuntime>();
  readonly slots = new Map<string, ExecutorSlot>();
  readonly models = new Map<string, Model>();
  readonly placement: Placement;
  readonly #baselines = new BaselineStore();
  readonly #rule = createPercentileRule();
  readonly #flow: RequestFlow;
  #workers = 0;

  constructor(private readonly dependencies: PopulationDependencies) {
    this.#flow = new RequestFlow({
      clock: dependencies.clock,
      tenant: (id) => this.tenants.get(id),
      slot: (id) => this.slots.get(id),
      onRecord: dependencies.onRecord,
      onFailure: (tenant, error) => this.placement.fail(tenant, error),
    });
    this.placement = new Placement({
      slots: this.slots,
      model: (id) => this.models.get(id),
      modelsUrl: dependencies.modelsUrl,
      seed: dependencies.seed,
      flow: this.#flow,
      onChange: dependencies.slot.onChange,
    });
  }

  /** @throws EngineError `scenario-invalid`. */
  tenant(tenantId: string): TenantRuntime {
    const tenant = this.tenants.get(tenantId);
    if (tenant === undefined) throw new EngineError('scenario-invalid', `No tenant is called "${tenantId}".`);
    return tenant;
  }

  /** @throws EngineError `scenario-invalid`. */
  slot(executorId: string): ExecutorSlot {
    const slot = this.slots.get(executorId);
    if (slot === undefined)
      throw new EngineError('scenario-invalid', `No executor is called "${executorId}".`);
    return slot;
  }

  admit(config: TenantConfig): TenantRuntime {
    const tenant = new TenantRuntime(config, this.#rule);
    this.tenants.set(config.id, tenant);
    return tenant;
  }

  addSlot(config: ExecutorConfig): ExecutorSlot {
    const slot = this.createSlot(config);
    this.slots.set(config.id, slot);
    return slot;
  }

  /** An executor that is not yet part of the playground. */
  createSlot(config: ExecutorConfig): ExecutorSlot {
    return new ExecutorSlot(config, this.#slotDependencies());
  }

  /** Takes a tenant's waiting requests back as if they had not arrived: nobody will ask for them. */
  dropWaiting(tenant: TenantRuntime): void {
    for (const slot of this.slots.values()) tenant.arrived -= slot.scheduler.withdraw(tenant.id).length;
  }

  /** Tenants whose place is this executor, loaded or not. */
  residentsOf(executorId: string): TenantRuntime[] {
    return [...this.tenants.values()].filter((tenant) => tenant.config.executorId === executorId);
  }

  /** Nobody lives there or is on the way there. */
  isEmpty({ id }: ExecutorSlot): boolean {
    return [...this.tenants.values()].every(
      (tenant) => tenant.config.executorId !== id && tenant.transit?.toExecutorId !== id,
    );
  }

  disposeIfEmpty(slot: ExecutorSlot): void {
    if (this.slots.get(slot.id) !== slot || !this.isEmpty(slot)) return;
    this.slots.delete(slot.id);
    slot.dispose();
  }

  /** Tenants and executors in the order of the lists of ids. */
  sort(tenantIds: readonly string[], executorIds: readonly string[]): void {
    sortByIds(this.tenants, tenantIds);
    sortByIds(this.slots, executorIds);
  }

  /** Loads a tenant if need be and starts its workload if it may run. Never throws. */
  async bringUp(tenant: TenantRuntime): Promise<void> {
    if (this.tenants.get(tenant.id) !== tenant) return;
    tenant.failure = null;
    await this.placement.settle(tenant);
    if (this.tenants.get(tenant.id) !== tenant) return; // removed while it loaded
    this.recallBaseline(tenant);
    this.startWorkload(tenant);
    this.dependencies.onChange();
  }

  startWorkload(tenant: TenantRuntime): void {
    if (this.dependencies.mayRun() && !tenant.config.paused) this.generate(tenant);
  }

  /** Lets requests of a tenant arrive, if it is loaded. */
  generate(tenant: TenantRuntime): void {
    tenant.stopArrivals();
    if (tenant.failed || tenant.residence === null) return;
    const { workload, deadline } = tenant.config;
    tenant.generator = createLoadGenerator(
      this.dependencies.clock,
      workload,
      deadline,
      (arrival) => this.#flow.arrive(tenant, arrival),
      this.outstanding(tenant),
    );
    tenant.generator.start();
  }

  haltAll(): void {
    for (const tenant of this.tenants.values()) tenant.stopArrivals();
  }

  startAll(): void {
    for (const tenant of this.tenants.values()) this.startWorkload(tenant);
  }

  /** Resolves when nothing is queued or in flight; arrivals must have been stopped. */
  async whenIdle(): Promise<void> {
    for (const slot of this.slots.values()) await slot.whenIdle();
  }

  /** Resolves when no tenant is on its way any more. */
  async whenSettled(): Promise<void> {
    await Promise.all([...this.slots.values()].map((slot) => slot.changing));
    await Promise.all([...this.tenants.values()].map((tenant) => tenant.transit?.ended));
  }

  outstanding(tenant: TenantRuntime): number {
    return tenant.inFlight + queuedOf(tenant, [...this.slots.values()]);
  }

  /** Takes the baseline that belongs to the tenant's present set-up, if there is one. */
  recallBaseline(tenant: TenantRuntime): void {
    tenant.alone = this.#baselines.get(this.#baselineKey(tenant));
  }

  storeBaseline(tenant: TenantRuntime, baseline: NonNullable<TenantRuntime['alone']>): void {
    const key = this.#baselineKey(tenant);
    if (key === null) return;
    this.#baselines.set(key, baseline);
    tenant.alone = baseline;
  }

  async refreshMemory(): Promise<void> {
    const hosts = [...this.slots.values()].map((slot) => slot.host);
    await Promise.all(
      hosts.map((host) => (host?.status.kind === 'ready' ? host.refreshMemory().catch(() => {}) : null)),
    );
  }

  #baselineKey(tenant: TenantRuntime): string | null {
    const model = this.models.get(tenant.config.modelId);
    const host = this.slots.get(tenant.config.executorId)?.host ?? null;
    return model === undefined ? null : baselineKey(model, tenant.config, host);
  }

  #slotDependencies(): SlotDependencies {
    return {
      ...this.dependencies.slot,
      clock: this.dependencies.clock,
      nextWorkerKey: (executorId) => {
        this.#workers += 1;
        return `${executorId}#${this.#workers}`;
      },
      onLoadProgress: (slot, progress) => this.#noteProgress(slot, progress),
      onFailed: (slot, error) => this.#failResidents(slot, error),
      onIssue: (slot, request, issuedAt) => this.#flow.issue(slot, request, issuedAt),
    };
  }

  #noteProgress(slot: ExecutorSlot, { tenantId, ...progress }: ExecutorEvents['loadProgress']): void {
    const transit = this.tenants.get(tenantId)?.transit;
    if (transit?.toExecutorId === slot.id) transit.progress = progress;
    this.dependencies.slot.onChange();
  }

  #failResidents(slot: ExecutorSlot, error: ErrorReport): void {
    if (this.slots.get(slot.id) !== slot) return; // one that comes or goes: whoever tends to it is told
    for (const tenant of this.residentsOf(slot.id)) this.placement.fail(tenant, error);
    this.dependencies.onChange();
  }
}

function sortByIds<T extends { readonly id: string }>(map: Map<string, T>, ids: readonly string[]): void {
  const sorted = [...map.values()].sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  map.clear();
  for (const one of sorted) map.set(one.id, one);
}
