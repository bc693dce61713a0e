/**
 * The playground as a stage for experiments: set-ups come by the smallest change, nothing arrives while one is being put up,
 * and what a window saw is told. It knows no plan and decides nothing.
 */
import { defined } from '../base/assert';
import type { Clock } from '../base/clock';
import type { RequestRecord } from '../domain/request';
import type { ExecutorConfig, Scenario } from '../domain/scenario';
import type { ExperimentStage, WindowFigures } from './experiments/experiment-stage';
import type { Population } from './population';
import type { RunControl } from './run-control';
import { sameWorker } from './sameness';
import type { SetUp } from './set-up';
import { StageWindow } from './stage-window';
import type { TenantRuntime } from './tenant-runtime';
import { forgetOldPlans, whenCut } from './when-cut';

export interface LiveStageDependencies {
  readonly clock: Clock;
  readonly population: Population;
  readonly run: RunControl;
  readonly setUp: SetUp;
}

export class LiveStage implements ExperimentStage {
  /** While set nothing arrives by itself. */
  holdsStill = false;
  #window: StageWindow | null = null;
  /** Counts set-ups that were asked for: only the newest goes on. */
  #turn = 0;

  constructor(private readonly dependencies: LiveStageDependencies) {}

  get hidden(): boolean {
    return this.dependencies.run.state.kind === 'paused';
  }

  get software(): boolean {
    return this.#slots.some(({ host }) => host?.report?.software === true);
  }

  get #slots() {
    return [...this.dependencies.population.slots.values()];
  }

  record(record: RequestRecord): void {
    this.#window?.record(record);
  }

  async apply(scenario: Scenario): Promise<void> {
    const { population, run } = this.dependencies;
    if (!(await this.#putUp(scenario))) return;
    const turn = this.#turn;
    const wanted = scenario.tenants.filter(({ paused }) => !paused).map(({ id }) => id);
    await run.bringUp(wanted.map((id) => population.tenant(id)));
    await population.whenSettled();
    if (turn !== this.#turn) return;
    // Who stands still while it is recorded or cut slows the others all the same.
    await whenCut(
      population,
      this.dependencies.clock,
      scenario.tenants.map(({ id }) => id),
    );
  }

  /** Puts a set-up in force whatever is being put up now, and loads nothing. Nothing arrives yet. */
  async restore(scenario: Scenario): Promise<void> {
    await this.#putUp(scenario);
  }

  /** @returns false when another set-up came meanwhile. */
  async #putUp(scenario: Scenario): Promise<boolean> {
    this.#turn += 1;
    const turn = this.#turn;
    await this.drain();
    if (turn !== this.#turn) return false;
    for (const tenant of this.dependencies.population.tenants.values()) this.#adapt(tenant, scenario);
    forgetOldPlans(this.dependencies.population, scenario);
    await this.dependencies.setUp.adopt(scenario);
    return turn === this.#turn;
  }

  /** What changes while a tenant stays loaded: whether it runs, what it is asked, when it has to be done. */
  #adapt(tenant: TenantRuntime, { tenants, executors }: Scenario): void {
    const { population } = this.dependencies;
    const wanted = tenants.find(({ id }) => id === tenant.id);
    const slot = population.slots.get(tenant.config.executorId);
    if (wanted === undefined || !keepsPlace(tenant, wanted, slot?.config, executors)) return;
    const wasTriggered = tenant.config.dependsOn !== undefined;
    population.setTerms(tenant, wanted);
    if (wasTriggered !== (wanted.dependsOn !== undefined)) population.placement.tellInput(tenant);
  }

  failuresOf(tenantIds: readonly string[]): ReadonlyMap<string, string> {
    const { tenants } = this.dependencies.population;
    const failures = new Map<string, string>();
    for (const id of tenantIds) {
      const tenant = tenants.get(id);
      if (tenant?.residence === null || tenant === undefined || tenant.failed)
        failures.set(id, tenant?.failure?.message ?? 'it was not loaded.');
    }
    return failures;
  }

  start(): void {
    this.holdsStill = false;
    this.dependencies.population.workloads.startAll();
  }

  drain(): Promise<void> {
    const { workloads, executors } = this.dependencies.population;
    this.holdsStill = true;
    workloads.haltAll();
    return executors.whenIdle();
  }

  openWindow(): void {
    const { run, population } = this.dependencies;
    run.openWindow();
    this.#window = new StageWindow(population, run.window);
  }

  completionsOf(tenantId: string): number {
    return this.dependencies.population.tenants.get(tenantId)?.window.completions ?? 0;
  }

  closeWindow(tenantIds: readonly string[]): WindowFigures {
    const window = defined(this.#window, 'an open window');
    this.#window = null;
    return window.figures(tenantIds, this.dependencies.clock.now(), this.hidden);
  }

  async memoryBytes(): Promise<number | null> {
    await this.dependencies.population.executors.refreshMemory();
    const told = this.#slots
      .map(({ host }) => host?.memory.reservedBytes ?? null)
      .filter((one) => one !== null);
    return told.length === 0 ? null : told.reduce((sum, bytes) => sum + bytes, 0);
  }
}

/** The same model with the same input on the same worker. */
function keepsPlace(
  { config, failed }: TenantRuntime,
  wanted: Scenario['tenants'][number],
  slot: ExecutorConfig | undefined,
  executors: readonly ExecutorConfig[],
): boolean {
  const { modelId, executorId, input } = wanted;
  if (failed || config.modelId !== modelId || config.executorId !== executorId || config.input !== input)
    return false;
  return executors.some((one) => one.id === executorId && sameWorker(one, slot));
}
