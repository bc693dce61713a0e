/**
 * Drives a plan run by run: puts each cell in force, warms up, measures, drains. What fails costs its own cells; what was
 * interrupted is measured again; what was measured is kept whatever happens. It knows a stage and a clock, no workers.
 */
import type { Clock } from '../../base/clock';
import { EngineError } from '../../domain/errors';
import type {
  ExperimentFile,
  ExperimentPlan,
  ExperimentProgress,
  Flag,
  Measurement,
  PlannedCell,
  PlannedRun,
} from '../../domain/experiment';
import { type Analyse, experimentFile } from './experiment-file';
import type { ExperimentStage } from './experiment-stage';
import { SettlingRun } from './settling-run';
import { TimeLeft } from './time-left';
import { unlessCancelled } from './waiting';

const PROGRESS_MS = 1000;
/** Of the time of an experiment that partial answers may take. */
const ANALYSIS_FRACTION = 0.05;

export interface RunnerDependencies {
  readonly stage: ExperimentStage;
  readonly clock: Clock;
  readonly analyse: Analyse;
  /** How it was taken, as known now. */
  readonly provenance: () => Promise<ExperimentFile['provenance']>;
  readonly baselines: () => ExperimentFile['baselines'];
  readonly onProgress: (progress: ExperimentProgress) => void;
}

export class ExperimentRunner {
  readonly measurements: Measurement[];
  readonly #run: SettlingRun;
  readonly #timeLeft: TimeLeft;
  #plan: ExperimentPlan;
  #advice: ExperimentFile['advice'];
  #now = 'Starts';
  #beganAt: number;
  #analyseAt = Number.NEGATIVE_INFINITY;
  #stopTelling = () => {};

  get plan(): ExperimentPlan {
    return this.#plan;
  }

  get advice(): ExperimentFile['advice'] {
    return this.#advice;
  }

  /** @param resume a partial file of the same plan: what it has is not measured again. */
  constructor(
    plan: ExperimentPlan,
    resume: ExperimentFile | null,
    private readonly dependencies: RunnerDependencies,
  ) {
    this.#plan = plan;
    this.#advice = resume?.advice;
    this.measurements = [...(resume?.measurements ?? [])];
    this.#run = new SettlingRun(plan.request, dependencies, (now) => {
      this.#now = now;
    });
    this.#timeLeft = new TimeLeft(plan.estimatedMs / Math.max(1, plan.runs.length));
    this.#beganAt = dependencies.clock.now();
  }

  /** Measures what is missing of the plan. @returns why it ended early; null when nothing is missing. */
  async measure(signal: AbortSignal): Promise<string | null> {
    this.#tellEverySecond();
    try {
      for (const run of this.#missing) {
        await this.#measureOne(run, signal);
        await unlessCancelled(this.#tellFile(), signal);
      }
      return null;
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      return thrown.message;
    } finally {
      this.#stopTelling();
    }
  }

  /** A plan that goes on from the present one: what it has in common with it is not measured again. */
  extend(plan: ExperimentPlan, advice: ExperimentFile['advice']): void {
    this.#plan = plan;
    this.#advice = advice;
  }

  /** Tells what is done now besides measuring. */
  say(now: string): void {
    this.#now = now;
    this.#tell(null);
  }

  async file(why: string | null): Promise<ExperimentFile> {
    const { provenance, baselines, analyse } = this.dependencies;
    const advice = this.#advice;
    return experimentFile(
      {
        plan: this.plan,
        provenance: await provenance(),
        measurements: [...this.measurements],
        baselines: baselines(),
        why,
        ...(advice === undefined ? {} : { advice }),
      },
      analyse,
    );
  }

  get #missing(): readonly PlannedRun[] {
    const have = new Set(this.measurements.map(keyOf));
    return this.plan.runs.filter((run) => !have.has(keyOf(run)));
  }

  async #measureOne(run: PlannedRun, signal: AbortSignal): Promise<void> {
    const cell = this.plan.cells.find(({ id }) => id === run.cellId);
    if (cell === undefined) throw unknownCell(run);
    this.#now = inWords(run, cell, this.plan);
    this.#beganAt = this.dependencies.clock.now();
    this.#tell(null);
    const { figures, flags } = await this.#run.measure(cell, signal);
    this.measurements.push({ ...run, ...figures, flags: flags as readonly Flag[] });
    this.#timeLeft.runTook(this.dependencies.clock.now() - this.#beganAt);
    this.#beganAt = this.dependencies.clock.now();
  }

  #tellEverySecond(): void {
    const { clock } = this.dependencies;
    const again = () => {
      this.#stopTelling = clock.schedule(clock.now() + PROGRESS_MS, () => {
        this.#tell(null);
        again();
      });
    };
    again();
  }

  /** Unless analysing takes more of the time than it is worth; the last one is always told. */
  async #tellFile(): Promise<void> {
    const { clock } = this.dependencies;
    const left = this.#missing.length;
    const begunAt = clock.now();
    if (left > 0 && begunAt < this.#analyseAt) return;
    this.#tell(await this.file(left === 0 ? null : `It is under way: ${left} runs are still to come.`));
    this.#analyseAt = clock.now() + (clock.now() - begunAt) / ANALYSIS_FRACTION;
  }

  #tell(file: ExperimentFile | null): void {
    const runsPlanned = this.plan.runs.length;
    const left = this.#missing.length;
    this.dependencies.onProgress({
      runsDone: runsPlanned - left,
      runsPlanned,
      now: this.#now,
      remainingMs: this.#timeLeft.of(left, this.dependencies.clock.now() - this.#beganAt),
      file,
    });
  }
}

const keyOf = ({ cellId, round, control }: PlannedRun): string => JSON.stringify([cellId, round, control]);

function inWords({ control, round }: PlannedRun, { label }: PlannedCell, { request, runs }: ExperimentPlan) {
  const of = control ? runs.filter((run) => run.control).length : request.rounds;
  return `${label}, ${control ? 'control' : 'round'} ${round + 1} of ${of}`;
}

const unknownCell = ({ cellId }: PlannedRun): EngineError =>
  new EngineError('experiment-invalid', `The plan has no cell "${cellId}". Plan the experiment anew.`);
