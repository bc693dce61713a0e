/**
 * Loads a model in its phases, timed: download, parse, compile, first inference. A load that is given up or fails
 * leaves nothing behind. It knows no tenants and no frames.
 */
import { assert } from '../base/assert';
import { EngineError } from '../domain/errors';
import { isCustom } from '../domain/model';
import type { ExecutorEvents, LoadArgument, LoadReport } from '../protocol/executor-contract';
import { readBlobFiles } from '../sources/blob-files';
import { toArtifacts } from '../sources/model-artifacts';
import { fetchVerifiedFiles } from '../sources/verified-files';
import type { InputMaker } from './input-maker';
import type { LoadedModel, Runtime } from './runtime';
import { assertFinite } from './tasks/outputs';
import { createRandomInput } from './tenant-input';

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
  const { model, seed } = argument;
  const { runtime, signal, onProgress, now } = options;
  const openedAt = now();
  const files = await readFiles(argument, options);
  const downloadedAt = now();
  onProgress({ phase: 'parse', fraction: null, files: [] });
  throwIfGivenUp(argument, signal);
  const network = await runtime.load(model, toArtifacts(model, files));
  const parsedAt = now();
  try {
    const warm = await warmUp(argument, network, createRandomInput(model, seed), options);
    const { notes } = network;
    return {
      network,
      report: { downloadMs: downloadedAt - openedAt, parseMs: parsedAt - downloadedAt, ...warm, notes },
    };
  } catch (thrown) {
    network.dispose();
    throw thrown;
  }
}

/** A custom model's bytes were brought by the page; the app's own are fetched, unless that is refused on purpose. */
function readFiles(
  { model, bytes, refuseNetwork }: LoadArgument,
  { signal, onProgress }: LoadOptions,
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const progress = {
    signal,
    onProgress: (fraction: number, files: Progress['files']) =>
      onProgress({ phase: 'download', fraction, files }),
  };
  if (isCustom(model)) {
    assert(bytes.kind === 'blobs', `${model.name} was brought, it has no folder`);
    return readBlobFiles(model, bytes.blobs, progress);
  }
  assert(bytes.kind === 'folder', `${model.name} is in the catalog, its files are in a folder`);
  return fetchVerifiedFiles(model, bytes.baseUrl, { ...progress, refuseNetwork });
}

/** The library cannot be stopped in the middle of a phase: whether anybody still waits is asked between them. */
async function warmUp(
  argument: LoadArgument,
  network: LoadedModel,
  input: InputMaker,
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
