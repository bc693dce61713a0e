/** One run of a cell: in force, warm, measured, drained; again when something came between. It knows no plan. */
import type { Clock } from '../../base/clock';
import type { ExperimentRequest, Flag, Measurement, PlannedCell } from '../../domain/experiment';
import type { ExperimentStage, Interruption } from './experiment-stage';
import { failedFlag, modeFlags, repeatedFlag, SOFTWARE_FLAG, tooFewFlags } from './run-flags';
import { pause, refuseIfCancelled, unlessCancelled } from './waiting';

/** A run that was interrupted this often is kept as it is. */
const MOST_REPEATS = 5;
const LOOK_AGAIN_MS = 250;
/** Fewer completions of a tenant give no interval of its rate: its run lasts longer, in whole lengths, … */
const FEWEST_COMPLETIONS = 5;
/** … but no more of them than this. */
const MOST_LENGTHS = 4;

type Figures = Pick<
  Measurement,
  'startedAt' | 'durationMs' | 'tenants' | 'utilisationFraction' | 'memoryBytes'
>;
interface RunOutcome {
  readonly figures: Figures;
  readonly flags: readonly Flag[];
}

export class SettlingRun {
  constructor(
    private readonly lengths: Pick<ExperimentRequest, 'warmupMs' | 'durationMs'>,
    private readonly dependencies: { readonly stage: ExperimentStage; readonly clock: Clock },
    private readonly say: (now: string) => void,
  ) {}

  /** @throws EngineError `cancelled`; or what the set-up as a whole is refused by. */
  async measure(cell: PlannedCell, signal: AbortSignal): Promise<RunOutcome> {
    const repeated: Flag[] = [];
    for (;;) {
      await this.#untilVisible(cell, signal);
      const { figures, flags, interrupted } = await this.#measureOnce(cell, signal);
      if (interrupted === null || repeated.length >= MOST_REPEATS)
        return { figures, flags: [...repeated, ...flags] };
      repeated.push(repeatedFlag(cell.id, interrupted));
    }
  }

  async #untilVisible({ label }: PlannedCell, signal: AbortSignal): Promise<void> {
    const { stage, clock } = this.dependencies;
    while (stage.hidden) {
      this.say(`${label}: waits until the tab is visible again`);
      await pause(LOOK_AGAIN_MS, clock, signal);
    }
  }

  async #measureOnce(
    cell: PlannedCell,
    signal: AbortSignal,
  ): Promise<RunOutcome & { readonly interrupted: Interruption | null }> {
    const { stage, clock } = this.dependencies;
    refuseIfCancelled(signal);
    await unlessCancelled(stage.apply(cell.scenario), signal);
    const before = this.#failures(cell);
    if (before.length > 0) return { ...nothing(clock.now(), before), interrupted: null };
    stage.start();
    await pause(this.lengths.warmupMs, clock, signal);
    const startedAt = clock.now();
    stage.openWindow();
    await this.#lastLongEnough(cell, signal);
    const { interrupted, ...figures } = stage.closeWindow(cell.tenantIds);
    await unlessCancelled(stage.drain(), signal);
    const failed = this.#failures(cell);
    if (failed.length > 0) return { ...nothing(startedAt, failed), interrupted: null };
    const memoryBytes = await unlessCancelled(stage.memoryBytes(), signal);
    const flags = [
      ...tooFewFlags(cell.id, figures.tenants, figures.durationMs),
      ...modeFlags(cell, figures.tenants),
      ...(stage.software ? [SOFTWARE_FLAG] : []),
    ];
    return { figures: { startedAt, ...figures, memoryBytes }, flags, interrupted };
  }

  /** One length of a run; more of them where a slow tenant has next to no completions and has not failed. */
  async #lastLongEnough({ tenantIds }: PlannedCell, signal: AbortSignal): Promise<void> {
    const { stage, clock } = this.dependencies;
    for (let lengths = 1; lengths <= MOST_LENGTHS; lengths += 1) {
      await pause(this.lengths.durationMs, clock, signal);
      const enough = tenantIds.every((id) => stage.completionsOf(id) >= FEWEST_COMPLETIONS);
      if (enough || stage.hidden || stage.failuresOf(tenantIds).size > 0) return;
    }
  }

  #failures({ id, tenantIds }: PlannedCell): Flag[] {
    const failures = this.dependencies.stage.failuresOf(tenantIds);
    return [...failures].map(([tenantId, why]) => failedFlag(id, tenantId, why));
  }
}

/** What a run tells in which a tenant failed: the others ran beside less than was planned. */
const nothing = (startedAt: number, flags: readonly Flag[]): RunOutcome => ({
  figures: { startedAt, durationMs: 0, tenants: [], utilisationFraction: {}, memoryBytes: null },
  flags,
});
