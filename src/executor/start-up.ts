/**
 * What lies between a network that is built and its first request: weights on the device, pipelines, a first inference; timed,
 * in steps beside the requests of others. It knows no files and no tenants.
 */
import { EngineError } from '../domain/errors';
import { isCustom, type Model } from '../domain/model';
import type { ExecutorEvents } from '../protocol/executor-contract';
import { firstInference } from './first-inference';
import type { InputMaker } from './input-maker';
import { type Beside, countingWaits } from './load-steps';
import type { LoadedModel, Preparation } from './runtime';
import { assertFinite } from './tasks/outputs';

export type Progress = Omit<ExecutorEvents['loadProgress'], 'tenantId'>;

export interface StartUpOptions {
  /** The backend compiles a program per operation, at the first inference if not before. */
  readonly compiles: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly now: () => number;
  readonly beside: Beside;
  /** Whether others are served here: then even the first inference is run in pieces. */
  readonly hasOthers: () => boolean;
}

interface StartUpReport {
  /** Copying weights ahead of the first inference; 0 where nobody does that. */
  readonly uploadMs: number;
  /** As `LoadPhases`. */
  readonly compileMs: number | null;
  readonly firstInferenceMs: number;
  /** Why pipelines were not compiled ahead, in a sentence. */
  readonly notes: readonly string[];
}

/** The library cannot be stopped in the middle of a phase: whether anybody still waits is asked between them. */
export class StartUp {
  constructor(
    private readonly model: Model,
    private readonly network: LoadedModel,
    private readonly options: StartUpOptions,
  ) {}

  /** @throws EngineError of what failed, or `cancelled`. The network is the caller's, to be freed. */
  async run(input: InputMaker): Promise<StartUpReport> {
    const { compiles } = this.options;
    const { preparation } = this.network;
    if (preparation) {
      const uploadMs = await this.#uploadWeights(preparation);
      const { compileMs, notes } = await this.#compile(preparation);
      if (compileMs !== null)
        return { uploadMs, compileMs, firstInferenceMs: await this.#infer(input, 'first-inference'), notes };
      return { uploadMs, ...(await this.#compileByInferring(input)), notes };
    }
    if (compiles) return { uploadMs: 0, ...(await this.#compileByInferring(input)), notes: [] };
    const firstInferenceMs = await this.#infer(input, 'first-inference');
    return { uploadMs: 0, compileMs: null, firstInferenceMs, notes: [] };
  }

  async #uploadWeights({ uploadWeights }: Preparation): Promise<number> {
    const steps = uploadWeights();
    let uploadMs = 0;
    for (let isDone = false; !isDone; ) {
      this.#throwIfGivenUp();
      uploadMs += await this.#timed(async () => {
        isDone = (await steps.next()).done === true;
      });
    }
    return uploadMs;
  }

  async #compile(
    preparation: Preparation,
  ): Promise<Pick<StartUpReport, 'notes'> & { compileMs: number | null }> {
    const { signal, onProgress, now } = this.options;
    this.#enter('compile');
    let found: Awaited<ReturnType<Preparation['findPipelines']>> | undefined;
    const findMs = await this.#timed(async () => {
      found = await preparation.findPipelines();
    });
    if (found === undefined) throw new Error('invariant broken: the step has run');
    if ('unknown' in found) return { compileMs: null, notes: [found.unknown] };
    const { total, compile } = found;
    const startedAt = now();
    await compile({
      signal,
      onReady: (done) =>
        onProgress({
          phase: 'compile',
          fraction: total === 0 ? 1 : done / total,
          files: [],
          pipelines: { done, total },
        }),
    });
    return { compileMs: findMs + now() - startedAt, notes: [] };
  }

  /** Where nobody knows the pipelines beforehand: what the first inference takes longer than the second. */
  async #compileByInferring(
    input: InputMaker,
  ): Promise<Pick<StartUpReport, 'firstInferenceMs'> & { compileMs: number }> {
    const first = await this.#infer(input, 'compile');
    const second = await this.#infer(input, 'first-inference');
    const compileMs = Math.max(0, first - second);
    return { compileMs, firstInferenceMs: first - compileMs };
  }

  /** @returns how long it took, ms, the waits for its turns apart. */
  async #infer(input: InputMaker, phase: Progress['phase']): Promise<number> {
    const { model, network } = this;
    const { beside, hasOthers, now } = this.options;
    this.#enter(phase);
    const { data } = await input.next();
    const turns = countingWaits(beside, now);
    const startedAt = now();
    const outputs = await firstInference(network, {
      ...{ data, beside: turns.beside, goOn: () => this.#throwIfGivenUp() },
      // Of a model that somebody brought nobody knows yet whether it has an order.
      inPieces: hasOthers() && !isCustom(model),
    });
    assertFinite(outputs, model);
    this.#throwIfGivenUp();
    return now() - startedAt - turns.waitedMs();
  }

  #enter(phase: Progress['phase']): void {
    this.#throwIfGivenUp();
    this.options.onProgress({ phase, fraction: null, files: [] });
  }

  /** @returns how long the step itself took, ms, the wait for its turn apart. */
  #timed(step: () => Promise<void>): Promise<number> {
    const { beside, now } = this.options;
    return beside(async () => {
      const startedAt = now();
      await step();
      return now() - startedAt;
    });
  }

  #throwIfGivenUp(): void {
    if (this.options.signal.aborted)
      throw new EngineError('cancelled', `Loading ${this.model.name} was cancelled.`);
  }
}
