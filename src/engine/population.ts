/**
 * The tenants and executors of one playground: who is there, where, and doing what. It decides nothing about when a
 * run starts (the run control does), who comes and goes (the set-up does), and computes no figure (metrics do).
 */
import type { Clock } from '../base/clock';
import { EngineError, type ErrorReport } from '../domain/errors';
import type { RequestRecord } from '../domain/request';
import type { TenantConfig } from '../domain/scenario';
import { instant } from '../domain/units';
import { resourceProfileOf } from '../scheduling/gates/resource-profile';
import { type BaselineDependencies, BaselineStore } from './baseline-store';
import { ExecutorRegistry } from './executor-registry';
import type { ExecutorSlot } from './executor-slot';
import { Failing, type FailingDependencies } from './failing';
import { reviseTerms } from './flow-request';
import { createPercentileRule } from './metrics/early-stopping';
import { ModelShelf } from './model-shelf';
import { Pipelines } from './pipelines/pipelines';
import { Placement } from './placement';
import { RequestFlow } from './request-flow';
import { type SlotEnvironment, SlotFactory, type SlotFactoryDependencies } from './slot-factory';
import { queuedOf } from './snapshot-builder';
import { TenantRuntime } from './tenant-runtime';
import { Workloads } from './workloads';

export interface PopulationDependencies {
  readonly clock: Clock;
  readonly slot: SlotEnvironment;
  readonly baselines: Pick<BaselineDependencies, 'machine' | 'kept' | 'onChange'>;
  readonly seed: () => number;
  readonly userPolicy: () => string | null;
  readonly networkRefused: () => boolean;
  /** True while workloads may run. */
  readonly mayRun: () => boolean;
  readonly onRecord: (record: RequestRecord) => void;
  readonly onDecisions: SlotFactoryDependencies['onDecisions'];
  /** Another way to run than before took effect: what was measured of it says nothing about this one. */
  readonly onModeChanged: () => void;
  readonly onPolicyFailed: (executorId: string, message: string) => void;
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
  readonly shelf = new ModelShelf();
  readonly executors: ExecutorRegistry;
  readonly placement: Placement;
  readonly workloads: Workloads;
  readonly baselines: BaselineStore;
  readonly #rule = createPercentileRule();
  readonly #flow: RequestFlow;
  readonly #failing: Failing;

  constructor(private readonly dependencies: PopulationDependencies) {
    const { clock, mayRun, seed, networkRefused, userPolicy, onPolicyFailed } = dependencies;
    const { onFailure, onChange } = dependencies;
    this.baselines = new BaselineStore({
      ...{ clock, shelf: this.shelf, slots: this.slots, tenants: this.tenants },
      ...dependencies.baselines,
    });
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
      pipelines: new Pipelines({ tenants: this.tenants, modelOf: (id) => this.shelf.get(id), seed }),
      tenant: (id) => this.tenants.get(id),
      slot: (id) => this.slots.get(id),
      resourceOf: ({ config }) => resourceProfileOf(this.shelf.get(config.modelId)),
      onRecord: dependencies.onRecord,
      onFailure: onTenantFailed,
    });
    const factory = new SlotFactory({
      clock,
      environment: dependencies.slot,
      tenants: this.tenants,
      residentsOf: (executorId) => this.residentsOf(executorId),
      flow: this.#flow,
      userPolicy,
      onFailed: (slot, error) => this.#failing.together(slot, error),
      onDecisions: dependencies.onDecisions,
      onVerified: ({ modelId, blobs }) => this.shelf.kept.keep(modelId, blobs),
      onModeChanged: (slot, tenantId) => this.#modeChanged(slot, tenantId),
      onPolicyFailed,
    });
    this.executors = new ExecutorRegistry(this.slots, factory, dependencies.onExecutorGone);
    this.workloads = new Workloads({
      clock,
      mayRun,
      tenants: this.tenants,
      outstanding: (tenant) => this.outstanding(tenant),
      seed,
      arrive: (tenant, arrival) => this.#flow.arrive(tenant, arrival),
    });
    this.placement = new Placement({
      slots: this.slots,
      shelf: this.shelf,
      seed,
      networkRefused,
      flow: this.#flow,
      onLoadFailed: onTenantFailed,
      onChange: () => {
        this.executors.followSchedules();
        dependencies.slot.onChange();
      },
    });
  }

  /** @throws EngineError `scenario-invalid`. */
  tenant(tenantId: string): TenantRuntime {
    const tenant = this.tenants.get(tenantId);
    if (tenant === undefined) throw new EngineError('scenario-invalid', `No tenant is called "${tenantId}".`);
    return tenant;
  }

  admit(config: TenantConfig): TenantRuntime {
    const tenant = new TenantRuntime(config, this.#rule);
    this.tenants.set(config.id, tenant);
    return tenant;
  }

  /** From here on the tenant is none of this playground. */
  discharge(tenant: TenantRuntime): void {
    this.tenants.delete(tenant.id);
    this.shelf.kept.keepOnly(new Set([...this.tenants.values()].map(({ config }) => config.modelId)));
    this.dependencies.onTenantGone(tenant.id);
  }

  /** Takes a tenant's waiting requests back as if they had not arrived: nobody will ask for them. */
  dropWaiting(tenant: TenantRuntime): void {
    for (const slot of this.slots.values()) this.#flow.takeBackWaiting(tenant, slot);
  }

  /** Other terms for a tenant and for what waits of it. */
  setTerms(tenant: TenantRuntime, config: TenantConfig): void {
    tenant.config = config;
    this.placement.tellMode(tenant);
    for (const { scheduler } of this.slots.values())
      scheduler.revise(tenant.id, (request) => reviseTerms(request, tenant));
  }

  #modeChanged(slot: ExecutorSlot, tenantId: string): void {
    const tenant = this.tenants.get(tenantId);
    if (tenant?.residence !== slot.id || this.slots.get(slot.id) !== slot) return; // it is only on its way there
    tenant.runsOtherwise(instant(this.dependencies.clock.now()));
    if (slot.config.grain === 'segment') tenant.plan = null; // of what ran before; that of what runs now is told next
    this.baselines.recall(tenant);
    this.dependencies.onModeChanged();
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
    this.executors.takeOut(slot);
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

  /** Resolves when no tenant is on its way any more. */
  async whenSettled(): Promise<void> {
    await Promise.all([...this.slots.values()].map((slot) => slot.changing));
    await Promise.all([...this.tenants.values()].map((tenant) => tenant.transit?.ended));
  }

  /** Time passed in which nobody could do anything: no wait counts, and nothing that was asked before it. */
  awoke(): void {
    this.#flow.awoke();
    for (const host of this.executors.hosts) host.awoke();
  }

  outstanding(tenant: TenantRuntime): number {
    return tenant.inFlight + queuedOf(tenant, [...this.slots.values()]);
  }
}

function sortByIds<T extends { readonly id: string }>(map: Map<string, T>, ids: readonly string[]): void {
  const sorted = [...map.values()].sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  map.clear();
  for (const one of sorted) map.set(one.id, one);
}
