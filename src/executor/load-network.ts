/**
 * Loads a model in its phases, timed: download, parse, compile, first inference. A load that is given up or fails
 * leaves nothing behind. It knows no tenants and no frames.
 */
import { EngineError } from '../domain/errors';
import type { LoadArgument, LoadReport } from '../protocol/executor-contract';
import { toArtifacts } from '../sources/model-artifacts';
import { countingWaits } from './load-steps';
import { type ReadOptions, readModelFiles } from './read-model-files';
import type { LoadedModel, Runtime } from './runtime';
import { StartUp, type StartUpOptions } from './start-up';
import { createRandomInput } from './tenant-input';

export interface LoadOptions extends StartUpOptions {
  readonly runtime: Pick<Runtime, 'load'>;
  readonly onVerified?: ReadOptions['onVerified'];
}

/** @throws EngineError of the phase that failed, or `cancelled`. */
export async function loadNetwork(
  argument: LoadArgument,
  options: LoadOptions,
): Promise<{ readonly network: LoadedModel; readonly report: LoadReport }> {
  const { model, seed } = argument;
  const { runtime, signal, onProgress, now } = options;
  const openedAt = now();
  const files = await readModelFiles(argument, {
    ...options,
    onProgress: (fraction, each) => onProgress({ phase: 'download', fraction, files: each }),
  });
  const downloadMs = now() - openedAt;
  onProgress({ phase: 'parse', fraction: null, files: [] });
  if (signal.aborted) throw new EngineError('cancelled', `Loading ${model.name} was cancelled.`);
  const turns = countingWaits(options.beside, now);
  const startedAt = now();
  const artifacts = await turns.beside(() => toArtifacts(model, files));
  const network = await runtime.load(model, artifacts, argument.memoryBudgetBytes, turns.beside);
  const parseMs = now() - startedAt - turns.waitedMs();
  try {
    const startUp = new StartUp(model, network, options);
    const { uploadMs, notes, ...phases } = await startUp.run(createRandomInput(model, seed));
    return {
      network,
      report: {
        downloadMs,
        parseMs: parseMs + uploadMs,
        ...phases,
        notes: [...network.notes, ...notes],
      },
    };
  } catch (thrown) {
    network.dispose();
    throw thrown;
  }
}
