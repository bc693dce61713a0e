/**
 * The commands that change who lives where, each applied while everything else runs on. Whoever measures alone is
 * interrupted first: a baseline holds for one set-up. It knows neither the state of the run nor figures.
 */
import type { Clock } from '../base/clock';
import { EngineError } from '../domain/errors';
import {
  type ExecutorConfig,
  MAX_EXECUTORS,
  MAX_TENANTS,
  type Scenario,
  type TenantConfig,
} from '../domain/scenario';
import type { ReleaseReport } from '../domain/snapshot';
import type { EngineContract } from '../protocol/engine-contract';
import { Departures } from './departures';
import { ExecutorChange } from './executor-change';
import type { ExecutorSlot } from './executor-slot';
import type { Population } from './population';
import type { RunControl } from './run-control';
import type { TenantRuntime } from './tenant-runtime';

export interface SetUpDependencies {
  readonly clock: Clock;
  readonly population: Population;
  readonly run: RunControl;
  readonly cancelMeasure: () => void;
}

type Argument<N extends keyof EngineContract> = Parameters<EngineContract[N]>[0];

export class SetUp {
  identity: Pick<Scenario, 'name' | 'seed'> = { name: 'empty', seed: 1 };
  readonly #population: Population;
  readonly #run: RunControl;
  readonly #departures: Departures;
  readonly #executorChange: ExecutorChange;
  readonly #cancelMeasure: () => void;

  constructor({ clock, population, run, cancelMeasure }: SetUpDependencies) {
    this.#population = population;
    this.#run = run;
    this.#departures = new Departures(population, clock);
    this.#executorChange = new ExecutorChange(population, () => run.on);
    this.#cancelMeasure = cancelMeasure;
  }

  async loadScenario(scenario: Scenario): Promise<void> {
    this.#cancelMeasure();
    const { tenants, slots } = this.#population;
    const keepsSlot = (id: string) =>
      scenario.executors.some((wanted) => same(wanted, slots.get(id)?.config));
    const keeps = ({ config }: TenantRuntime) =>
      scenario.seed === this.identity.seed &&
      scenario.tenants.some((wanted) => same(wanted, config)) &&
      keepsSlot(config.executorId);
    const leavingTenants = [...tenants.values()].filter((tenant) => !keeps(tenant));
    const leavingSlots = [...slots.values()].filter((slot) => !keepsSlot(slot.id));
    const cleared = this.#departures.clear(leavingTenants, leavingSlots);
    this.identity = { name: scenario.name, seed: scenario.seed };
    for (const config of scenario.executors) if (!slots.has(config.id)) this.#population.addSlot(config);
    for (const config of scenario.tenants) if (!tenants.has(config.id)) this.#population.admit(config);
    this.#population.sort(
      scenario.tenants.map((tenant) => tenant.id),
      scenario.executors.map((executor) => executor.id),
    );
    this.#run.reconfigured();
    await cleared; // old workers first: two set-ups at once may not fit into memory
    await this.#run.bringUp([...tenants.values()]);
  }

  async addTenant({ tenant, executor }: Argument<'addTenant'>): Promise<void> {
    const { tenants, slots } = this.#population;
    if (tenants.has(tenant.id))
      throw new EngineError('scenario-invalid', `A tenant "${tenant.id}" exists already.`);
    if (tenants.size >= MAX_TENANTS) {
      throw new EngineError(
        'scenario-invalid',
        `There are ${MAX_TENANTS} tenants, the most that one scenario holds. Remove one first.`,
      );
    }
    this.#cancelMeasure();
    if (executor !== null) this.#slotFor(executor);
    if (!slots.has(tenant.executorId)) {
      throw new EngineError(
        'scenario-invalid',
        `Executor ${tenant.executorId} is gone. Add the model to another one.`,
      );
    }
    const added = this.#population.admit(tenant);
    this.#run.reconfigured();
    await this.#run.bringUp([added]);
  }

  async removeTenant({ tenantId }: Argument<'removeTenant'>): Promise<ReleaseReport | null> {
    this.#cancelMeasure();
    const removed = this.#departures.removeTenant(this.#population.tenant(tenantId));
    this.#run.reconfigured();
    return removed;
  }

  async removeExecutor({ executorId }: Argument<'removeExecutor'>): Promise<ReleaseReport | null> {
    this.#cancelMeasure();
    const removed = this.#departures.removeExecutor(this.#population.slot(executorId));
    this.#run.reconfigured();
    return removed;
  }

  cancelLoad({ tenantId }: Argument<'cancelLoad'>): void {
    this.#population.placement.cancel(this.#population.tenant(tenantId));
  }

  async updateTenant({ tenantId, change }: Argument<'updateTenant'>): Promise<void> {
    this.#cancelMeasure();
    const tenant = this.#population.tenant(tenantId);
    const reload = change.input !== undefined && change.input !== tenant.config.input;
    if (reload && tenant.transit?.kind === 'move') await tenant.transit.ended;
    tenant.stopArrivals();
    tenant.config = withoutIdleDeadline({ ...tenant.config, ...change });
    if (reload) await this.#unload(tenant);
    this.#population.recallBaseline(tenant);
    this.#run.reconfigured();
    if (!tenant.failed) await this.#run.bringUp([tenant]);
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
    const target = typeof to === 'string' ? this.#population.slot(to) : this.#slotFor(to);
    if (source === target) return;
    const loaded = tenant.residence !== null;
    try {
      if (!loaded) this.#relocate(tenant, target);
      else await this.#population.placement.move(tenant, target);
    } finally {
      if (source !== undefined) this.#population.disposeIfEmpty(source);
      this.#population.disposeIfEmpty(target);
      this.#population.recallBaseline(tenant);
      this.#run.reconfigured();
    }
    if (!loaded) await this.#run.bringUp([tenant]);
  }

  async updateExecutor({ executorId, change }: Argument<'updateExecutor'>): Promise<void> {
    this.#cancelMeasure();
    const old = this.#population.slot(executorId);
    if (old.changing !== null)
      throw new EngineError('busy', `Executor ${executorId} is being changed. Try again when it is done.`);
    const config = { ...old.config, ...change };
    if (same(config, old.config)) return;
    const changing = this.#executorChange.apply(old, config);
    old.changing = changing.catch(() => {}); // its error goes to the caller
    let waiting = this.#unloadedOn(executorId).filter((tenant) => !tenant.failed);
    try {
      await changing;
      waiting = this.#unloadedOn(executorId); // those that failed on the old one too
    } finally {
      old.changing = null;
      for (const tenant of this.#population.residentsOf(executorId)) this.#population.recallBaseline(tenant);
      this.#run.reconfigured();
      void this.#run.bringUp(waiting); // never rejects
    }
  }

  async retryTenant({ tenantId }: Argument<'retryTenant'>): Promise<void> {
    const tenant = this.#population.tenant(tenantId);
    if (!tenant.failed) return;
    this.#cancelMeasure();
    tenant.failure = null;
    this.#run.changed();
    if (this.#run.on) await this.#population.bringUp(tenant);
  }

  #unloadedOn(executorId: string): TenantRuntime[] {
    return this.#population.residentsOf(executorId).filter((tenant) => tenant.residence === null);
  }

  /** Gives a tenant that is not loaded another place. */
  #relocate(tenant: TenantRuntime, target: ExecutorSlot): void {
    const name = this.#population.placement.nameOf(tenant);
    this.#population.placement.leaveTransit(
      tenant,
      new EngineError('cancelled', `${name} loads on ${target.id} instead.`),
    );
    tenant.failure = null;
    tenant.config = { ...tenant.config, executorId: target.id };
  }

  async #unload(tenant: TenantRuntime): Promise<void> {
    const { placement } = this.#population;
    placement.leaveTransit(
      tenant,
      new EngineError('cancelled', `${placement.nameOf(tenant)} loads with another input.`),
    );
    this.#population.dropWaiting(tenant);
    await placement.evict(tenant);
  }

  #busy(tenant: TenantRuntime): EngineError {
    const name = this.#population.placement.nameOf(tenant);
    return new EngineError(
      'busy',
      `${name} is loading on ${tenant.transit?.toExecutorId}. Move it again when it is there, or cancel that first.`,
    );
  }

  /** The executor of that id, or a new one. */
  #slotFor(config: ExecutorConfig): ExecutorSlot {
    const { slots } = this.#population;
    const there = slots.get(config.id);
    if (there === undefined && slots.size >= MAX_EXECUTORS) {
      throw new EngineError(
        'scenario-invalid',
        `There are ${MAX_EXECUTORS} executors, the most that one scenario holds. Use one of them.`,
      );
    }
    return there ?? this.#population.addSlot(config);
  }
}

/** A closed loop has no next frame to be in time for. */
const withoutIdleDeadline = (config: TenantConfig): TenantConfig =>
  config.workload.kind === 'closed' ? { ...config, deadline: { kind: 'none' } } : config;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
