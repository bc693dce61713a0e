/**
 * The commands that change who lives where, each applied while everything else runs on. Whoever measures alone is
 * interrupted first: a baseline holds for one set-up. It knows neither the state of the run nor figures.
 */
import type { Clock } from '../base/clock';
import { EngineError } from '../domain/errors';
import { type ExecutorConfig, MAX_TENANTS, type Scenario, type TenantConfig } from '../domain/scenario';
import type { ReleaseReport } from '../domain/snapshot';
import type { EngineContract } from '../protocol/engine-contract';
import { Departures } from './departures';
import { ExecutorChange } from './executor-change';
import { plainExecutor } from './plain-config';
import type { Population } from './population';
import type { Recovery } from './recovery/recovery';
import type { RunControl } from './run-control';
import { same, sameButTerms, sameWorker } from './sameness';
import { refuseUnlessValid } from './scenario-checks';
import type { SchedulingChanges } from './scheduling-changes';
import type { TenantRuntime } from './tenant-runtime';

export interface SetUpDependencies {
  readonly clock: Clock;
  readonly population: Population;
  readonly run: RunControl;
  readonly recovery: Recovery;
  readonly scheduling: SchedulingChanges;
  readonly cancelMeasure: () => void;
}

type Argument<N extends keyof EngineContract> = Parameters<EngineContract[N]>[0];

export class SetUp {
  identity: Pick<Scenario, 'name' | 'seed'> = { name: 'empty', seed: 1 };
  readonly #population: Population;
  readonly #run: RunControl;
  readonly #recovery: Recovery;
  readonly #scheduling: SchedulingChanges;
  readonly #departures: Departures;
  readonly #executorChange: ExecutorChange;
  readonly #cancelMeasure: () => void;

  constructor({ clock, population, run, recovery, scheduling, cancelMeasure }: SetUpDependencies) {
    this.#population = population;
    this.#run = run;
    this.#recovery = recovery;
    this.#scheduling = scheduling;
    this.#departures = new Departures(population, clock);
    this.#executorChange = new ExecutorChange(population, () => run.on);
    this.#cancelMeasure = cancelMeasure;
  }

  /** @throws EngineError `scenario-invalid` | `pipeline-unfit`: nothing has changed then. */
  async loadScenario(scenario: Scenario): Promise<void> {
    this.#refuseUnlessValid({ ...scenario, userPolicy: scenario.userPolicy ?? null });
    this.#cancelMeasure();
    await this.adopt(scenario);
    await this.#run.bringUp([...this.#population.tenants.values()]);
  }

  /** Puts a scenario that is valid in force, and loads nothing. Resolves when the memory of who left is free. */
  async adopt(scenario: Scenario): Promise<void> {
    const { tenants, slots } = this.#population;
    const keepsSlot = (id: string) =>
      scenario.executors.some((wanted) => sameWorker(wanted, slots.get(id)?.config));
    const keeps = ({ config }: TenantRuntime) =>
      scenario.seed === this.identity.seed &&
      scenario.tenants.some((wanted) => sameButTerms(wanted, config)) &&
      keepsSlot(config.executorId);
    const leavingTenants = [...tenants.values()].filter((tenant) => !keeps(tenant));
    const leavingSlots = [...slots.values()].filter((slot) => !keepsSlot(slot.id));
    const cleared = this.#departures.clear(leavingTenants, leavingSlots);
    this.#population.shelf.note(scenario.models ?? []);
    this.identity = { name: scenario.name, seed: scenario.seed };
    this.#scheduling.adopt(scenario);
    for (const config of scenario.executors) this.#settleSlot(config);
    for (const config of scenario.tenants) this.#settleTenant(config);
    this.#population.sort(
      scenario.tenants.map((tenant) => tenant.id),
      scenario.executors.map((executor) => executor.id),
    );
    this.#run.reconfigured();
    await cleared; // old workers first: two set-ups at once may not fit into memory
  }

  /** A new one, or one that serves on and chooses as the scenario says. */
  #settleSlot(config: ExecutorConfig): void {
    const there = this.#population.slots.get(config.id);
    if (there === undefined) this.#population.executors.add(config);
    else there.reschedule(config);
  }

  #settleTenant(config: TenantConfig): void {
    const there = this.#population.tenants.get(config.id);
    if (there === undefined) this.#population.admit(config);
    else this.#population.setTerms(there, config);
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
    const added = executor === null || slots.has(executor.id) ? [] : [executor];
    this.#refuseUnlessValid({ executors: added, tenants: [...this.#tenantConfigs, tenant] });
    this.#cancelMeasure();
    if (executor !== null) this.#population.executors.getOrAdd(executor);
    if (!slots.has(tenant.executorId)) {
      throw new EngineError(
        'scenario-invalid',
        `Executor ${tenant.executorId} is gone. Add the model to another one.`,
      );
    }
    const admitted = this.#population.admit(tenant);
    this.#run.reconfigured();
    await this.#run.bringUp([admitted]);
  }

  async removeTenant({ tenantId }: Argument<'removeTenant'>): Promise<ReleaseReport | null> {
    this.#cancelMeasure();
    const removed = this.#departures.removeTenant(this.#population.tenant(tenantId));
    this.#run.reconfigured();
    return removed;
  }

  async removeExecutor({ executorId }: Argument<'removeExecutor'>): Promise<ReleaseReport | null> {
    this.#cancelMeasure();
    const removed = this.#departures.removeExecutor(this.#population.executors.get(executorId));
    this.#run.reconfigured();
    return removed;
  }

  cancelLoad({ tenantId }: Argument<'cancelLoad'>): void {
    this.#population.placement.cancel(this.#population.tenant(tenantId));
  }

  async updateExecutor({ executorId, change }: Argument<'updateExecutor'>): Promise<void> {
    const old = this.#population.executors.get(executorId);
    if (old.changing !== null)
      throw new EngineError('busy', `Executor ${executorId} is being changed. Try again when it is done.`);
    const config = plainExecutor({ ...old.config, ...change });
    if (same(config, old.config)) return;
    this.#refuseUnlessValid({ executors: [config], tenants: this.#tenantConfigs });
    this.#cancelMeasure();
    if (sameWorker(config, old.config)) {
      this.#scheduling.reschedule(old, config);
      return;
    }
    for (const tenant of this.#population.residentsOf(executorId))
      this.#recovery.startedByHand(tenant.id, executorId);
    const changing = this.#executorChange.apply(old, config);
    old.changing = changing.catch(() => {}); // its error goes to the caller
    let waiting = this.#unloadedOn(executorId).filter((tenant) => !tenant.failed);
    try {
      await changing;
      waiting = this.#unloadedOn(executorId); // those that failed on the old one too
    } finally {
      old.changing = null;
      for (const tenant of this.#population.residentsOf(executorId))
        this.#population.baselines.recall(tenant);
      this.#run.reconfigured();
      void this.#run.bringUp(waiting); // never rejects
    }
  }

  #unloadedOn(executorId: string): TenantRuntime[] {
    return this.#population.residentsOf(executorId).filter((tenant) => tenant.residence === null);
  }

  get #tenantConfigs(): TenantConfig[] {
    return [...this.#population.tenants.values()].map(({ config }) => config);
  }

  #refuseUnlessValid({
    userPolicy = this.#scheduling.userPolicy,
    ...candidate
  }: Pick<Scenario, 'executors' | 'tenants'> & { readonly userPolicy?: string | null }): void {
    refuseUnlessValid({ ...candidate, userPolicy }, (id) => this.#population.shelf.get(id));
  }
}
