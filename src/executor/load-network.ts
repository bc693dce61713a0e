/**
 * Loads a model in its phases, timed: download, parse, compile, first inference. A load that is given up or fails
 * leaves nothing behind. It knows no tenants and no frames.
 */
import { EngineError } from '../domain/errors';
import type { ExecutorEvents, LoadArgument, LoadReport } from '../protocol/executor-contract';
import { toArtifacts } from '../sources/model-artifacts';
import { fetchVerifiedFiles } from '../sources/verified-files';
import type { LoadedModel, Runtime } from './runtime';
import { assertFinite } from './tasks/outputs';
import { createRandomInput, type TenantInput } from './tenant-input';

type Progress = Omit<ExecutorEvents['loadProgress'], 'tenantId'>;

export interface LoadOptions {
  readonly runtime: Pick<Runtime, 'load'>;
  /** The backend compiles a program per operation at the first inference: that one is then timed against a second. */
  readonly compiles: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly now: () => number;
}

/** @throws EngineError of the phase that failed, or `cancelled`. */
export async function loadNetwork(
  argument: LoadArgument,
  options: LoadOptions,
): Promise<{ readonly network: LoadedModel; readonly report: LoadReport }> {
  const { model, baseUrl, seed } = argument;
  const { runtime, signal, onProgress, now } = options;
  const openedAt = now();
  const files = await fetchVerifiedFiles(model, baseUrl, {
    signal,
    onProgress: (fraction, files) => onProgress({ phase: 'download', fraction, files }),
  });
  const downloadedAt = now();
  onProgress({ phase: 'parse', fraction: null, files: [] });
  throwIfGivenUp(argument, signal);
  const network = await runtime.load(model, toArtifacts(model, files));
  const parsedAt = now();
  try {
    const warm = await warmUp(argument, network, createRandomInput(model, seed), options);
    const report = { downloadMs: downloadedAt - openedAt, parseMs: parsedAt - downloadedAt, ...warm };
    return { network, report };
  } catch (thrown) {
    network.dispose();
    throw thrown;
  }
}

/** The library cannot be stopped in the middle of a phase: whether anybody still waits is asked between them. */
async function warmUp(
  argument: LoadArgument,
  network: LoadedModel,
  input: TenantInput,
  { compiles, signal, onProgress, now }: LoadOptions,
): Promise<Pick<LoadReport, 'compileMs' | 'firstInferenceMs'>> {
  const infer = async (phase: 'compile' | 'first-inference'): Promise<number> => {
    throwIfGivenUp(argument, signal);
    onProgress({ phase, fraction: null, files: [] });
    const startedAt = now();
    network.upload((await input.next()).data);
    const outputs = await network.execute();
    assertFinite(await outputs.read(), argument.model);
    throwIfGivenUp(argument, signal);
    return now() - startedAt;
  };
  if (!compiles) return { compileMs: null, firstInferenceMs: await infer('first-inference') };
  const first = await infer('compile');
  const second = await infer('first-inference');
  const compileMs = Math.max(0, first - second);
  return { compileMs, firstInferenceMs: first - compileMs };
}

function throwIfGivenUp({ model }: LoadArgument, signal: AbortSignal): void {
  if (signal.aborted) throw new EngineError('cancelled', `Loading ${model.name} was cancelled.`);
}
