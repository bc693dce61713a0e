/**
 * The engine: the calls of its contract, each answered by the part that it concerns. It knows neither React nor
 * TensorFlow.js. `engine.worker.ts` puts it behind the contract.
 */
import { defined } from '../base/assert';
import type { Machine } from '../domain/backend';
import { EngineError } from '../domain/errors';
import type { ExperimentFile, ExperimentPlan, ExperimentRequest } from '../domain/experiment';
import type { KernelProfile } from '../domain/gpu';
import type { RunFile } from '../domain/run-file';
import type { Scenario } from '../domain/scenario';
import type { SimulationInput } from '../domain/simulation';
import type { ReleaseReport } from '../domain/snapshot';
import type { EngineContract, ExportArgument, OpenArgument } from '../protocol/engine-contract';
import { Transferred } from '../protocol/rpc';
import { experimentProvenance } from './experiment-provenance';
import { kernelProfile } from './kernel-profile';
import { type PlaygroundDependencies, PlaygroundParts } from './playground-parts';
import { exportRunFile } from './run-report';
import { simulationBasis } from './simulation-basis';
import { fitContention } from './simulator/fit-contention';

type Argument<N extends keyof EngineContract> = Parameters<EngineContract[N]>[0];
type Reply<N extends keyof EngineContract> = ReturnType<EngineContract[N]>;

export class Playground {
  readonly #parts: PlaygroundParts;
  readonly #probe: () => Promise<Machine>;
  #opened: OpenArgument | null = null;

  constructor(dependencies: PlaygroundDependencies) {
    this.#parts = new PlaygroundParts(dependencies);
    this.#probe = dependencies.probe;
  }

  async open(argument: OpenArgument): Promise<void> {
    this.#opened = argument;
    this.#parts.population.shelf.open(argument.catalog, argument.modelsUrl);
    this.#parts.machine = await this.#probe();
    this.#parts.baselines.open();
    this.#parts.publisher.changed();
  }

  async loadScenario(scenario: Scenario): Promise<void> {
    this.#parts.experiments.refuseWhileActive();
    await this.#parts.setUp.loadScenario(scenario);
    this.#parts.publisher.snapshot(); // before the answer: whoever asked for it acts on what it sees
  }

  async run(): Promise<void> {
    if (!this.#parts.experiments.runAfterwards()) await this.#parts.run.run();
  }

  stop(): void {
    if (this.#parts.experiments.stopAfterwards()) return;
    this.#parts.solo.cancel();
    this.#parts.run.stop();
  }

  async offerModel(argument: Argument<'offerModel'>): Promise<void> {
    this.#parts.experiments.refuseWhileActive();
    return this.#parts.tenantChanges.offerModel(argument);
  }

  async addTenant(argument: Argument<'addTenant'>): Promise<void> {
    this.#parts.experiments.refuseWhileActive();
    return this.#parts.setUp.addTenant(argument);
  }

  async removeTenant(argument: Argument<'removeTenant'>): Promise<ReleaseReport | null> {
    this.#parts.experiments.refuseWhileActive();
    return this.#parts.setUp.removeTenant(argument);
  }

  cancelLoad(argument: Argument<'cancelLoad'>): void {
    this.#parts.experiments.refuseWhileActive();
    this.#parts.setUp.cancelLoad(argument);
  }

  async removeExecutor(argument: Argument<'removeExecutor'>): Promise<ReleaseReport | null> {
    this.#parts.experiments.refuseWhileActive();
    return this.#parts.setUp.removeExecutor(argument);
  }

  async updateTenant(argument: Argument<'updateTenant'>): Promise<void> {
    this.#parts.experiments.refuseWhileActive();
    return this.#parts.tenantChanges.updateTenant(argument);
  }

  async moveTenant(argument: Argument<'moveTenant'>): Promise<void> {
    this.#parts.experiments.refuseWhileActive();
    return this.#parts.tenantChanges.moveTenant(argument);
  }

  async updateExecutor(argument: Argument<'updateExecutor'>): Promise<void> {
    this.#parts.experiments.refuseWhileActive();
    return this.#parts.setUp.updateExecutor(argument);
  }

  async setScheduling(argument: Argument<'setScheduling'>): Promise<void> {
    this.#parts.experiments.refuseWhileActive();
    return this.#parts.scheduling.setScheduling(argument);
  }

  async profileKernels(argument: Argument<'profileKernels'>): Promise<KernelProfile> {
    this.#parts.experiments.refuseWhileActive();
    return kernelProfile(this.#parts.population, argument);
  }

  simulationInput(): SimulationInput {
    const costs = this.#costs();
    if (costs === null)
      throw new EngineError('busy', 'No model is loaded yet, so it is not known what one costs. Run first.');
    return { scenario: this.#parts.view().scenario, ...costs };
  }

  async retryTenant(argument: Argument<'retryTenant'>): Promise<void> {
    this.#parts.experiments.refuseWhileActive();
    return this.#parts.tenantChanges.retryTenant(argument);
  }

  setRecovery(settings: Argument<'setRecovery'>): void {
    this.#parts.recovery.setRecovery(settings);
    for (const host of this.#parts.population.executors.hosts) host.limitsChanged();
    this.#parts.publisher.changed();
  }

  async mishap(argument: Argument<'mishap'>): Promise<void> {
    await this.#parts.mishaps.bringAbout(argument);
    this.#parts.publisher.changed();
  }

  async measureAlone(plan: Argument<'measureAlone'>): Promise<void> {
    this.#parts.experiments.refuseWhileActive();
    return this.#parts.solo.measure(plan);
  }

  cancelMeasure(): void {
    this.#parts.baselines.skip();
    this.#parts.solo.cancel();
  }

  setHidden({ hidden }: Argument<'setHidden'>): void {
    this.#parts.run.setHidden(hidden);
  }

  openWindow(): void {
    this.#parts.experiments.refuseWhileActive();
    this.#parts.run.look();
    this.#parts.run.openWindow();
  }

  exportRun(argument: ExportArgument): Promise<RunFile> {
    this.#parts.run.look();
    return exportRunFile({
      view: this.#parts.view(),
      open: defined(this.#opened, 'catalog'),
      machine: defined(this.#parts.machine, 'machine'),
      shelf: this.#parts.population.shelf,
      window: this.#parts.run.window,
      costs: this.#costs(),
      export: argument,
    });
  }

  setRecording({ on }: Argument<'setRecording'>): void {
    this.#parts.publisher.recording = on;
  }

  exportRecording(): Transferred<Reply<'exportRecording'>> {
    const { recorder } = this.#parts.run;
    const table = recorder.table();
    return new Transferred({ table, truncated: recorder.truncated }, [
      table.rows.buffer,
      table.segmentsAt.buffer,
    ]);
  }

  setBaselines({ automatic, storageRefused = false }: Argument<'setBaselines'>): void {
    this.#parts.population.baselines.refuse(storageRefused);
    this.#parts.baselines.switch(automatic);
  }

  planExperiment(request: ExperimentRequest): ExperimentPlan {
    return this.#parts.experiments.plan(request);
  }

  runExperiment(argument: Argument<'runExperiment'>): Promise<ExperimentFile> {
    const open = defined(this.#opened, 'catalog');
    return this.#parts.experiments.run(argument, (plan, since) =>
      experimentProvenance({ parts: this.#parts, open, plan, since, argument }),
    );
  }

  cancelExperiment(): void {
    this.#parts.experiments.cancel();
  }

  #costs(): RunFile['costs'] {
    const { tenants, slots, windowFrom } = this.#parts.view();
    const modelOf = (id: string) => this.#parts.population.shelf.get(id);
    const basis = simulationBasis({ tenants, slots, modelOf });
    if (basis === null) return null;
    const recent = tenants.flatMap(({ history }) =>
      [...history].filter(({ endedAt }) => endedAt >= windowFrom),
    );
    return { ...basis, contention: fitContention(recent, basis) };
  }
}
