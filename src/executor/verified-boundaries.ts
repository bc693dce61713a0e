/** Which cuts hold: the outputs in parts are those of the whole, bit for bit. It knows no times. */
import type { Pause } from './background';
import type { CutTrial, Outputs } from './cut-trial';
import { sameBits } from './cut-trial';
import type { Dissection, TensorData } from './runtime';

interface Verified {
  readonly boundaries: readonly number[];
  /** Why some were refused; null when all hold. */
  readonly reason: string | null;
}

interface Sample {
  readonly data: readonly TensorData[];
  readonly expected: Outputs;
}

interface Attempt {
  readonly dissection: Dissection;
  readonly trial: CutTrial;
  readonly samples: readonly Sample[];
}

/** Compute time that may go into finding which of many cuts is at fault. */
const BLAME_MS = 3000;

const SUMS =
  'Two runs of the whole differ in the last bits on this device, which adds in any order: the cuts were compared with the order fixed.';

/**
 * Compares on two inputs. Where they differ and the device adds sums in any order, they are added in a fixed one for the
 * comparison alone.
 */
export async function* verifiedBoundaries(
  dissection: Dissection,
  boundaries: readonly number[],
  trial: CutTrial,
  inputs: readonly (readonly TensorData[])[],
): AsyncGenerator<Pause, Verified> {
  const samples = yield* samplesOf(trial, inputs);
  const attempt: Attempt = { dissection, trial, samples };
  if (yield* agrees(attempt, boundaries)) return { boundaries, reason: null };
  const differ = 'two runs of the whole on the same numbers differ on this device, so no cut can be compared';
  // Where sums are added in any order, a few whole runs that agree do not mean that the next one will.
  if (!trial.fixSumOrder(true))
    return (yield* isReproducible(attempt)) ? yield* blame(attempt, boundaries) : refused(differ);
  try {
    const fixed: Attempt = { ...attempt, samples: yield* samplesOf(trial, inputs) };
    if (yield* agrees(fixed, boundaries)) return { boundaries, reason: SUMS };
    if (!(yield* isReproducible(fixed))) return refused(differ);
    const found = yield* blame(fixed, boundaries);
    return found.boundaries.length === 0 ? found : { ...found, reason: `${found.reason} ${SUMS}` };
  } finally {
    trial.fixSumOrder(false);
  }
}

async function* samplesOf(
  trial: CutTrial,
  inputs: readonly (readonly TensorData[])[],
): AsyncGenerator<Pause, readonly Sample[]> {
  const samples: Sample[] = [];
  for (const data of inputs) samples.push({ data, expected: yield* trial.whole(data) });
  return samples;
}

/** Each cut alone, and then together those that held. */
async function* blame(attempt: Attempt, boundaries: readonly number[]): AsyncGenerator<Pause, Verified> {
  const alone: number[] = [];
  const until = attempt.trial.spentMs + BLAME_MS;
  for (const place of boundaries) {
    if (attempt.trial.spentMs < until && (yield* agrees(attempt, [place]))) alone.push(place);
  }
  if (alone.length === 0 || !(yield* agrees(attempt, alone)))
    return refused('what it gives in parts is not bit for bit what it gives whole');
  const left = boundaries.length - alone.length;
  return {
    boundaries: alone,
    reason: `${left} of ${boundaries.length} cuts were refused: they change the outputs.`,
  };
}

const refused = (why: string): Verified => ({ boundaries: [], reason: `It stays whole: ${why}.` });

async function* agrees(
  { dissection, trial, samples }: Attempt,
  boundaries: readonly number[],
): AsyncGenerator<Pause, boolean> {
  try {
    const cut = dissection.cutAt(boundaries);
    for (const { data, expected } of samples)
      if (!sameBits(yield* trial.parts(cut, data), expected)) return false;
    return true;
  } catch {
    return false; // a cut that cannot even run does not hold; what fails for another reason fails whole, too
  }
}

async function* isReproducible({ trial, samples }: Attempt): AsyncGenerator<Pause, boolean> {
  for (const { data, expected } of samples) if (!sameBits(yield* trial.whole(data), expected)) return false;
  return true;
}
