/**
 * Cuts a model into segments of about a target time, as background work: measures its operations, chooses places, compares
 * the outputs bit for bit with those of the whole, measures what it chose. It knows no library and no tenant.
 */
import type { SegmentPlan, SegmentTarget } from '../domain/plan';
import type { BackgroundWork, Pause } from './background';
import { chosenBoundaries } from './cut-places';
import { whyCoarser, whyOneSegment, whyTooShort } from './cut-reasons';
import { BUDGET_MS, CutTrial } from './cut-trial';
import type { InputMaker } from './input-maker';
import { measuredPlaces } from './measured-places';
import type { CutNetwork, LoadedModel, TensorData } from './runtime';
import { verifiedBoundaries } from './verified-boundaries';

/** How a model runs in segments: `network` is null when it stays whole. */
export interface Cut {
  readonly plan: SegmentPlan;
  readonly network: CutNetwork | null;
}

export interface CutOptions {
  readonly target: SegmentTarget;
  /** Two of seeded random numbers: the outputs are compared on one of each. */
  readonly inputs: () => readonly [InputMaker, InputMaker];
  readonly now: () => number;
  /** Why it stays whole whatever could be cut, in a sentence; null or absent when it need not. */
  readonly whole?: string | null;
  readonly onCut: (cut: Cut) => void;
}

/** Runs behind a median, at most. */
const ROUNDS = 9;

export async function* cutModel(network: LoadedModel, options: CutOptions): BackgroundWork {
  const trial = new CutTrial(network, options.now);
  try {
    options.onCut(yield* cut(network, trial, options));
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    options.onCut(stayingWhole(trial, options.target, `It stays whole: cutting it failed (${why}).`));
  }
}

async function* cut(
  network: LoadedModel,
  trial: CutTrial,
  { target, inputs, whole = null }: CutOptions,
): AsyncGenerator<Pause, Cut> {
  const [first, second] = inputs();
  const samples = [(await first.next()).data, (await second.next()).data];
  const data = samples[0] as readonly TensorData[]; // just made
  yield* trial.whole(data);
  const dissection = whole === null ? network.dissect() : { whole };
  const hindrance = 'whole' in dissection ? dissection.whole : whyTooShort(trial.wholeMs, target);
  if ('whole' in dissection || hindrance !== null) {
    for (let run = 1; run < 3 && trial.spentMs < BUDGET_MS; run++) yield* trial.whole(data);
    return stayingWhole(trial, target, hindrance);
  }
  const places = yield* measuredPlaces(dissection, trial, data);
  const chosen = chosenBoundaries(places, target);
  const verified = yield* verifiedBoundaries(dissection, chosen, trial, samples);
  if (verified.boundaries.length === 0) {
    const whole = stayingWhole(trial, target, verified.reason ?? whyOneSegment(places));
    const fenceMs = network.fenced ? places.fenceMs : null;
    return { ...whole, plan: { ...whole.plan, cutsTried: chosen.length + places.refused, fenceMs } };
  }
  const parts = dissection.cutAt(verified.boundaries);
  trial.forgetTimes();
  for (let round = 0; round < 2 || (round < ROUNDS && trial.spentMs < 2 * BUDGET_MS); round++) {
    yield* trial.whole(data);
    yield* trial.parts(parts, data);
  }
  const reason = [verified.reason, whyCoarser(places, target)].filter(Boolean).join(' ') || null;
  const plan: SegmentPlan = {
    ...timesOf(trial),
    target,
    cutsTried: chosen.length + places.refused,
    cutsKept: verified.boundaries.length,
    reason,
    fenceMs: network.fenced ? places.fenceMs : null,
  };
  return { plan, network: parts };
}

/** What runs told of a network in parts. */
export function timesOf({
  partsMs,
  wholeMs,
  n,
}: Pick<CutTrial, 'partsMs' | 'wholeMs' | 'n'>): Pick<
  SegmentPlan,
  'segmentsMs' | 'wholeMs' | 'n' | 'lossFraction'
> {
  const sum = partsMs.reduce((total, ms) => total + ms, 0);
  return { segmentsMs: partsMs, wholeMs, n, lossFraction: sum > 0 ? 1 - wholeMs / sum : 0 };
}

function stayingWhole({ wholeMs, n }: CutTrial, target: SegmentTarget, reason: string | null): Cut {
  const ms = Number.isFinite(wholeMs) ? wholeMs : 0;
  const plan: SegmentPlan = {
    target,
    segmentsMs: [ms],
    wholeMs: ms,
    n,
    cutsTried: 0,
    cutsKept: 0,
    reason,
    lossFraction: 0,
    fenceMs: null,
  };
  return { plan, network: null };
}
