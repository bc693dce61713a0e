/**
 * The commands that change tenants that are there: workload and input, another place, another try, other settings of
 * their model. Each is applied while everything else runs on. It knows neither the state of the run nor figures.
 */
import { EngineError } from '../domain/errors';
import type { TenantConfig, TenantInput } from '../domain/scenario';
import { rootOf } from '../domain/scenario-scheduling';
import type { EngineContract, TenantChange } from '../protocol/engine-contract';
import type { ExecutorSlot } from './executor-slot';
import { plainTenant } from './plain-config';
import type { Population } from './population';
import type { Recovery } from './recovery/recovery';
import type { RunControl } from './run-control';
import { sameButTerms } from './sameness';
import { refuseUnlessValid } from './scenario-checks';
import type { SchedulingChanges } from './scheduling-changes';
import { withoutIdleDeadline } from './standing-alone';
import type { TenantRuntime } from './tenant-runtime';

export interface TenantChangesDependencies {
  readonly population: Population;
  readonly run: RunControl;
  readonly recovery: Recovery;
  readonly scheduling: SchedulingChanges;
  readonly cancelMeasure: () => void;
}

type Argument<N extends keyof EngineContract> = Parameters<EngineContract[N]>[0];

export class TenantChanges {
  readonly #population: Population;
  readonly #run: RunControl;
  readonly #recovery: Recovery;
  readonly #scheduling: SchedulingChanges;
  readonly #cancelMeasure: () => void;

  constructor({ population, run, recovery, scheduling, cancelMeasure }: TenantChangesDependencies) {
    this.#population = population;
    this.#run = run;
    this.#recovery = recovery;
    this.#scheduling = scheduling;
    this.#cancelMeasure = cancelMeasure;
  }

  /** @throws EngineError `scenario-invalid` | `pipeline-unfit`, or what the executor refuses the input by: nothing has changed then. */
  async updateTenant({ tenantId, change }: Argument<'updateTenant'>): Promise<void> {
    const tenant = this.#population.tenant(tenantId);
    const { input } = change;
    this.#refuseUnlessValid(this.#changed(tenant, change));
    this.#cancelMeasure();
    if (input !== undefined && input !== tenant.config.input) await this.#switchInput(tenant, input);
    if (!this.#isHere(tenant)) return;
    if (input !== undefined && tenant.failure?.code === 'input-missing') this.#forgiveInput(tenant);
    const before = tenant.config;
    const wanted = this.#changed(tenant, change);
    const startsAnew = !sameButTerms({ ...wanted, input: before.input }, before) || tenant.residence === null;
    if (startsAnew) tenant.stopArrivals();
    this.#population.setTerms(tenant, wanted);
    if ((wanted.dependsOn === undefined) !== (before.dependsOn === undefined))
      this.#population.placement.tellInput(tenant);
    if (wanted.paused) this.#recovery.unwanted(tenantId);
    this.#population.baselines.recall(tenant);
    this.#run.reconfigured();
    if (startsAnew && !tenant.failed) await this.#run.bringUp([tenant]);
  }

  /** The configuration after a change, as far as it can be told now. */
  #changed({ config }: TenantRuntime, { dependsOn, ...change }: TenantChange): TenantConfig {
    const { dependsOn: present, ...own } = config;
    const cause = dependsOn === undefined ? present : dependsOn;
    const changed = plainTenant({ ...own, ...change, ...(cause ? { dependsOn: cause } : {}) });
    const root = rootOf(changed, this.#configsWith(changed));
    return withoutIdleDeadline(changed, root?.workload.kind === 'periodic');
  }

  #configsWith(changed: TenantConfig): TenantConfig[] {
    return [...this.#population.tenants.values()].map(({ config }) =>
      config.id === changed.id ? changed : config,
    );
  }

  #refuseUnlessValid(changed: TenantConfig): void {
    const { slots, shelf } = this.#population;
    refuseUnlessValid(
      {
        executors: [...slots.values()].map(({ config }) => config),
        tenants: this.#configsWith(changed),
        userPolicy: this.#scheduling.userPolicy,
      },
      (id) => shelf.get(id),
    );
  }

  async moveTenant({ tenantId, to }: Argument<'moveTenant'>): Promise<void> {
    this.#cancelMeasure();
    const tenant = this.#population.tenant(tenantId);
    const { executorId } = tenant.config;
    if (tenant.transit?.kind === 'move') {
      if (to !== executorId) throw this.#busy(tenant);
      this.#population.placement.cancel(tenant); // put back before it got there
      return;
    }
    const source = this.#population.slots.get(executorId);
    const target =
      typeof to === 'string' ? this.#population.executors.get(to) : this.#population.executors.getOrAdd(to);
    if (source === target) return;
    const loaded = tenant.residence !== null;
    try {
      if (!loaded) this.#relocate(tenant, target);
      else await this.#population.placement.move(tenant, target);
    } finally {
      if (source !== undefined) this.#population.disposeIfEmpty(source);
      this.#population.disposeIfEmpty(target);
      this.#population.baselines.recall(tenant);
      this.#run.reconfigured();
    }
    if (!loaded) await this.#run.bringUp([tenant]);
  }

  async retryTenant({ tenantId }: Argument<'retryTenant'>): Promise<void> {
    const tenant = this.#population.tenant(tenantId);
    if (!tenant.failed) return;
    this.#cancelMeasure();
    this.#recovery.startedByHand(tenantId, tenant.config.executorId);
    tenant.failure = null;
    this.#run.changed();
    if (this.#run.on) await this.#population.bringUp(tenant);
  }

  async offerModel({ model, blobs }: Argument<'offerModel'>): Promise<void> {
    if (blobs.length !== model.files.length) {
      const told = `${model.name} was offered with ${blobs.length} of its ${model.files.length} files. Bring all of them.`;
      throw new EngineError('model-missing', told);
    }
    const changed = this.#population.shelf.take(model, blobs);
    const users = [...this.#population.tenants.values()].filter(({ config }) => config.modelId === model.id);
    const concerned = users.filter((tenant) => changed || tenant.failure?.code === 'model-unknown');
    this.#run.changed();
    if (concerned.length === 0) return;
    this.#cancelMeasure();
    await Promise.all(concerned.map((tenant) => this.#unload(tenant)));
    this.#run.reconfigured();
    await this.#run.bringUp(concerned);
  }

  /** Gives a tenant another input where it is loaded; it serves on. */
  async #switchInput(tenant: TenantRuntime, input: TenantInput): Promise<void> {
    const { placement, slots } = this.#population;
    for (;;) {
      await this.#arrived(tenant);
      const home = tenant.residence;
      const host = home === null ? undefined : slots.get(home)?.host;
      if (!this.#isHere(tenant) || !host) break;
      await host.setInput(placement.inputOf(tenant, input));
      if (tenant.transit === null && tenant.residence === home) return; // else it moved on with the old one
    }
    placement.leaveTransit(tenant, this.#cancelled(tenant, 'loads with another input'));
  }

  /** What it lacked is not asked for any more: it may have failed of that while the new input was on its way to it. */
  #forgiveInput(tenant: TenantRuntime): void {
    this.#recovery.startedByHand(tenant.id, tenant.config.executorId);
    tenant.failure = null;
  }

  /** Resolves when the tenant is not moving and its executor is not being changed. */
  async #arrived(tenant: TenantRuntime): Promise<void> {
    if (tenant.transit?.kind === 'move') await tenant.transit.ended;
    await this.#population.slots.get(tenant.config.executorId)?.changing;
  }

  /** Takes a tenant off its executor so that it loads anew. */
  async #unload(tenant: TenantRuntime): Promise<void> {
    await this.#arrived(tenant);
    if (!this.#isHere(tenant)) return;
    const { placement } = this.#population;
    placement.leaveTransit(tenant, this.#cancelled(tenant, 'loads with other settings'));
    tenant.stopArrivals();
    tenant.failure = null;
    this.#population.dropWaiting(tenant);
    await placement.evict(tenant);
  }

  /** Gives a tenant that is not loaded another place. */
  #relocate(tenant: TenantRuntime, target: ExecutorSlot): void {
    this.#population.placement.leaveTransit(tenant, this.#cancelled(tenant, `loads on ${target.id} instead`));
    this.#recovery.startedByHand(tenant.id, target.id);
    tenant.failure = null;
    tenant.config = { ...tenant.config, executorId: target.id };
  }

  #isHere(tenant: TenantRuntime): boolean {
    return this.#population.tenants.get(tenant.id) === tenant;
  }

  #cancelled(tenant: TenantRuntime, why: string): EngineError {
    return new EngineError('cancelled', `${this.#population.placement.nameOf(tenant)} ${why}.`);
  }

  #busy(tenant: TenantRuntime): EngineError {
    const name = this.#population.placement.nameOf(tenant);
    return new EngineError(
      'busy',
      `${name} is loading on ${tenant.transit?.toExecutorId}. Move it again when it is there, or cancel that first.`,
    );
  }
}
