/**
 * The tenants and executors of one playground: who is there, where, and doing what. It decides nothing about when a
 * run starts (the run control does), who comes and goes (the set-up does), and computes no figure (metrics do).
 */
import type { Clock } from '../base/clock';
import { EngineError, type ErrorReport } from '../domain/errors';
import type { RequestRecord } from '../domain/request';
import { type ExecutorConfig, MAX_EXECUTORS, type TenantConfig } from '../domain/scenario';
import type { ExecutorEvents } from '../protocol/executor-contract';
import { BaselineStore } from './baseline-store';
import type { ExecutorHost } from './executor-host';
import { ExecutorSlot, type SlotDependencies } from './executor-slot';
import { Failing, type FailingDependencies } from './failing';
import { createPercentileRule } from './metrics/early-stopping';
import { ModelShelf } from './model-shelf';
import { Placement } from './placement';
import { RequestFlow } from './request-flow';
import { queuedOf } from './snapshot-builder';
import { TenantRuntime } from './tenant-runtime';
import { Workloads } from './workloads';

export interface PopulationDependencies {
  readonly clock: Clock;
  readonly slot: Omit<
    SlotDependencies,
    'clock' | 'hosts' | 'nextWorkerKey' | 'onLoadProgress' | 'onFailed' | 'onIssue'
  >;
  readonly seed: () => number;
  readonly networkRefused: () => boolean;
  /** True while workloads may run. */
  readonly mayRun: () => boolean;
  readonly onRecord: (record: RequestRecord) => void;
  readonly onFailure: FailingDependencies['onFailure'];
  /** A tenant is started by somebody: whatever was planned for it is settled. */
  readonly onBringUp: (tenantId: string) => void;
  readonly onTenantGone: (tenantId: string) => void;
  readonly onExecutorGone: (executorId: string) => void;
  /** The set-up changed: figures from before say nothing about it. */
  readonly onChange: () => void;
}

export class Population {
  readonly tenants = new Map<string, TenantRuntime>();
  readonly slots = new Map<string, ExecutorSlot>();
  /** Every worker that there is, also one that only prepares to serve. */
  readonly hosts = new Set<ExecutorHost>();
  readonly shelf = new ModelShelf();
  readonly placement: Placement;
  readonly workloads: Workloads;
  readonly baselines = new BaselineStore(this);
  readonly #rule = createPercentileRule();
  readonly #flow: RequestFlow;
  readonly #failing: Failing;
  #workers = 0;

  constructor(private readonly dependencies: PopulationDependencies) {
    const { clock, mayRun, seed, networkRefused } = dependencies;
    const { onFailure, onChange } = dependencies;
    this.#failing = new Failing({
      slots: this.slots,
      residentsOf: (executorId) => this.residentsOf(executorId),
      placement: () => this.placement,
      onFailure,
      onChange,
    });
    const onTenantFailed = (tenant: TenantRuntime, error: ErrorReport) => this.#failing.alone(tenant, error);
    this.#flow = new RequestFlow({
      clock,
      tenant: (id) => this.tenants.get(id),
      slot: (id) => this.slots.get(id),
      onRecord: dependencies.onRecord,
      onFailure: onTenantFailed,
    });
    this.workloads = new Workloads({
      clock,
      mayRun,
      tenants: this.tenants,
      outstanding: (tenant) => this.outstanding(tenant),
      arrive: (tenant, arrival) => this.#flow.arrive(tenant, arrival),
    });
    this.placement = new Placement({
      slots: this.slots,
      shelf: this.shelf,
      seed,
      networkRefused,
      flow: this.#flow,
      onLoadFailed: onTenantFailed,
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

  /** From here on the tenant is none of this playground. */
  discharge(tenant: TenantRuntime): void {
    this.tenants.delete(tenant.id);
    this.dependencies.onTenantGone(tenant.id);
  }

  addSlot(config: ExecutorConfig): ExecutorSlot {
    const slot = this.createSlot(config);
    this.slots.set(config.id, slot);
    return slot;
  }

  /** The executor of that id, or a new one. @throws EngineError when a scenario holds no more. */
  slotFor(config: ExecutorConfig): ExecutorSlot {
    const there = this.slots.get(config.id);
    if (there === undefined && this.slots.size >= MAX_EXECUTORS) {
      throw new EngineError(
        'scenario-invalid',
        `There are ${MAX_EXECUTORS} executors, the most that one scenario holds. Use one of them.`,
      );
    }
    return there ?? this.addSlot(config);
  }

  /** Nobody may come to the executor any more; whoever calls this ends it. */
  takeOutSlot(slot: ExecutorSlot): void {
    this.slots.delete(slot.id);
    this.dependencies.onExecutorGone(slot.id);
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
    this.takeOutSlot(slot);
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
    this.dependencies.onBringUp(tenant.id);
    await this.placement.settle(tenant);
    if (this.tenants.get(tenant.id) !== tenant) return; // removed while it loaded
    this.baselines.recall(tenant);
    this.workloads.start(tenant);
    this.dependencies.onChange();
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

  async refreshMemory(): Promise<void> {
    const hosts = [...this.slots.values()].map((slot) => slot.host);
    await Promise.all(
      hosts.map((host) => (host?.status.kind === 'ready' ? host.refreshMemory().catch(() => {}) : null)),
    );
  }

  #slotDependencies(): SlotDependencies {
    return {
      ...this.dependencies.slot,
      clock: this.dependencies.clock,
      hosts: this.hosts,
      nextWorkerKey: (executorId) => {
        this.#workers += 1;
        return `${executorId}#${this.#workers}`;
      },
      onLoadProgress: (slot, progress) => this.#noteProgress(slot, progress),
      onFailed: (slot, error) => this.#failing.together(slot, error),
      onIssue: (slot, request, issuedAt) => this.#flow.issue(slot, request, issuedAt),
    };
  }

  #noteProgress(slot: ExecutorSlot, { tenantId, ...progress }: ExecutorEvents['loadProgress']): void {
    const transit = this.tenants.get(tenantId)?.transit;
    if (transit?.toExecutorId === slot.id) transit.progress = progress;
    this.dependencies.slot.onChange();
  }
}

function sortByIds<T extends { readonly id: string }>(map: Map<string, T>, ids: readonly string[]): void {
  const sorted = [...map.values()].sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  map.clear();
  for (const one of sorted) map.set(one.id, one);
}
