/**
 * Records a model as background work and compares it with eager runs on two fresh inputs, bit for bit. It knows no tenant and no
 * library.
 */
import type { RecordingFacts } from '../domain/gpu';
import type { Pause } from './background';
import { sameBits } from './cut-trial';
import type { InputMaker } from './input-maker';
import type { LoadedModel, OutputTensor, RecordedModel, TensorData } from './runtime';

/** A recording that holds, or in a sentence why there is none. */
export type Recorded =
  | { readonly model: RecordedModel; readonly facts: RecordingFacts; readonly note: string | null }
  | { readonly model: null; readonly reason: string };

export interface RecordOptions {
  /** Two of seeded random numbers. */
  readonly inputs: () => readonly [InputMaker, InputMaker];
  readonly now: () => number;
}

type Sample = readonly TensorData[];

const SUMS =
  'Two eager runs of it differ in the last bits on this device, which adds in any order; it was recorded with the order fixed.';

/** Yields between inferences. What it returns is the caller's; given up half-way it leaves nothing. */
export async function* recordModel(
  network: LoadedModel,
  { inputs, now }: RecordOptions,
): AsyncGenerator<Pause, Recorded> {
  const [first, second] = inputs();
  const samples = [(await first.next()).data, (await second.next()).data];
  const plain = yield* attempt(network, samples, now, false);
  if (plain.model !== null || !plain.differs || network.fixSumOrder === null) return plain;
  const fixed = yield* attempt(network, samples, now, true);
  return fixed.model === null ? fixed : { ...fixed, note: SUMS };
}

async function* attempt(
  network: LoadedModel,
  samples: readonly Sample[],
  now: () => number,
  inOneOrder: boolean,
): AsyncGenerator<Pause, Recorded & { readonly differs: boolean }> {
  const startedAt = now();
  let model: RecordedModel | null = null;
  let holds = false;
  try {
    model = await ordered(network, inOneOrder, () => network.record?.() ?? Promise.resolve(null));
    if (model === null) return failure('Nothing can be recorded on this backend.', false);
    const capturedAt = now();
    for (const sample of samples) {
      yield;
      const expected = await inferred(network, sample, inOneOrder);
      yield;
      if (!sameBits(expected, await inferred(model, sample, false)))
        return failure('Replayed, it does not give bit for bit what it gives eager.', true);
    }
    holds = true;
    const facts = { ...model.facts, captureMs: capturedAt - startedAt, verifyMs: now() - capturedAt };
    return { model, facts, note: null, differs: false };
  } catch (thrown) {
    return failure(thrown instanceof Error ? thrown.message : String(thrown), false);
  } finally {
    if (!holds) model?.dispose();
  }
}

const failure = (reason: string, differs: boolean) => ({ model: null, reason, differs }) as const;

async function inferred(
  network: LoadedModel,
  sample: Sample,
  inOneOrder: boolean,
): Promise<readonly OutputTensor[]> {
  network.upload(sample);
  return (await ordered(network, inOneOrder, () => network.execute())).read();
}

/** Kernels are chosen while the call is made: requests that run meanwhile are not concerned. */
function ordered<T>(network: LoadedModel, inOneOrder: boolean, run: () => Promise<T>): Promise<T> {
  if (inOneOrder) network.fixSumOrder?.(true);
  try {
    return run();
  } finally {
    if (inOneOrder) network.fixSumOrder?.(false);
  }
}
