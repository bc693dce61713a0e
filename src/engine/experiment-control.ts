/**
 * Experiments of a playground: one at a time, on a stage that nobody else changes meanwhile, and afterwards everything is as
 * before. While one is under way, commands that change the set-up are refused (`busy`); *stop* cancels it and stays stopped;
 * mishaps, settings of recovery and exports work on. It knows the playground's parts, not how an experiment goes on.
 */
import type { Clock } from '../base/clock';
import type { Machine } from '../domain/backend';
import { EngineError } from '../domain/errors';
import type { ExperimentFile, ExperimentKind, ExperimentPlan, ExperimentRequest } from '../domain/experiment';
import type { RequestRecord } from '../domain/request';
import type { Provenance } from '../domain/run-file';
import type { Scenario } from '../domain/scenario';
import type { EngineContract, EngineEvents } from '../protocol/engine-contract';
import { searchAndVerify } from './experiments/advice/advice-search';
import { analyse } from './experiments/analysis/analyse';
import { ExperimentRunner } from './experiments/experiment-runner';
import { planExperiment } from './experiments/plans/plan-experiment';
import { LiveStage } from './live-stage';
import type { Population } from './population';
import type { Publisher } from './publisher';
import type { RunControl } from './run-control';
import { refuseUnlessValid } from './scenario-checks';
import type { SetUp } from './set-up';
import type { SoloMeasurement } from './solo-measurement';
import { standingAlone } from './standing-alone';

/** How often it is looked whether baselines have made room, ms. */
const LOOK_AGAIN_MS = 20;

export interface ExperimentControlDependencies {
  readonly clock: Clock;
  readonly population: Population;
  readonly run: RunControl;
  readonly setUp: SetUp;
  readonly solo: SoloMeasurement;
  readonly publisher: Publisher;
  readonly machine: () => Machine;
  readonly scenario: () => Scenario;
  readonly emit: (progress: EngineEvents['experiment']) => void;
}

type Argument = Parameters<EngineContract['runExperiment']>[0];
/** How an experiment is told where it came from. @param since its begin. */
type ProvenanceOf = (plan: ExperimentPlan, since: number, argument: Argument) => Promise<Provenance>;

export class ExperimentControl {
  /** What is under way; null when nothing is. */
  state: ExperimentKind | null = null;
  readonly stage: LiveStage;
  #stop: AbortController | null = null;
  /** What somebody asked for meanwhile; null: as before. */
  #runsAfterwards: boolean | null = null;

  constructor(private readonly dependencies: ExperimentControlDependencies) {
    this.stage = new LiveStage(dependencies);
  }

  plan(request: ExperimentRequest): ExperimentPlan {
    const { population, machine, scenario } = this.dependencies;
    const { shelf } = population;
    this.refuseWhileActive();
    return planExperiment(request, {
      scenario: scenario(),
      machine: machine(),
      models: shelf.all,
      standingAlone,
      refuseUnlessValid: (one) =>
        refuseUnlessValid({ ...one, userPolicy: one.userPolicy ?? null }, (id) => shelf.get(id)),
    });
  }

  record(record: RequestRecord): void {
    this.stage.record(record);
  }

  /** @throws EngineError `busy` while another one is under way. */
  async run(argument: Argument, provenanceOf: ProvenanceOf): Promise<ExperimentFile> {
    this.refuseWhileActive();
    const { scenario, clock } = this.dependencies;
    const before = { scenario: scenario(), ran: false };
    const stop = new AbortController();
    const since = clock.now();
    this.state = argument.plan.kind;
    this.#stop = stop;
    this.#runsAfterwards = null;
    const runner = this.#runner(argument, () => provenanceOf(argument.plan, since, argument));
    try {
      before.ran = await this.#takeStage();
      const why = await this.#measure(runner, stop.signal);
      return await runner.file(why);
    } finally {
      this.#stop = null;
      await this.#putBack(before);
    }
  }

  cancel(): void {
    this.#stop?.abort();
  }

  /** Cancels it; the run stays stopped afterwards. @returns false when there is none. */
  stopAfterwards(): boolean {
    if (this.state === null) return false;
    this.#runsAfterwards = false;
    this.cancel();
    return true;
  }

  /** The run goes on afterwards. @returns false when no experiment is under way. */
  runAfterwards(): boolean {
    if (this.state === null) return false;
    this.#runsAfterwards = true;
    return true;
  }

  /** @throws EngineError `busy`. */
  refuseWhileActive(): void {
    if (this.state === null) return;
    throw new EngineError(
      'busy',
      'An experiment is under way, and the set-up is its own until it ends. Cancel it (what it measured is kept), or wait.',
    );
  }

  async #measure(runner: ExperimentRunner, signal: AbortSignal): Promise<string | null> {
    const why = await runner.measure(signal);
    if (why !== null || runner.plan.kind !== 'advice' || runner.advice !== undefined) return why;
    const { clock, population, machine } = this.dependencies;
    const basis = { models: population.shelf.all, machine: machine() };
    return searchAndVerify(runner, basis, clock, signal);
  }

  #runner({ plan, resume }: Argument, provenance: () => Promise<Provenance>): ExperimentRunner {
    const { clock, population, emit } = this.dependencies;
    const known = [...population.tenants.values()].flatMap(({ id, alone }) =>
      alone === null ? [] : [[id, alone] as const],
    );
    const baselines = resume?.baselines ?? Object.fromEntries(known);
    return new ExperimentRunner(plan, resume, {
      stage: this.stage,
      clock,
      analyse,
      provenance,
      baselines: () => baselines,
      onProgress: emit,
    });
  }

  /** Whoever measures alone makes room first. @returns whether the run was on. */
  async #takeStage(): Promise<boolean> {
    const { run, solo, publisher, clock } = this.dependencies;
    this.stage.holdsStill = true;
    publisher.changed();
    solo.cancel();
    while (solo.busy)
      await new Promise<void>((resolve) => clock.schedule(clock.now() + LOOK_AGAIN_MS, resolve));
    const ran = run.on;
    if (!ran) await run.run();
    return ran;
  }

  async #putBack(before: { readonly scenario: Scenario; readonly ran: boolean }): Promise<void> {
    const { run, population } = this.dependencies;
    try {
      await this.stage.restore(before.scenario);
    } finally {
      this.state = null;
      this.stage.holdsStill = false;
      if (!(this.#runsAfterwards ?? before.ran)) run.stop();
    }
    await run.bringUp([...population.tenants.values()]);
    population.workloads.startAll();
    run.reconfigured();
  }
}
