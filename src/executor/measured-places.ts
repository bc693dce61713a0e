/** Measures what lies between the places at which a network could be cut, and what ending a piece costs. Background work. */
import type { Pause } from './background';
import { candidatesAmong, type MeasuredPlaces } from './cut-places';
import { placesLeftOut } from './cut-reasons';
import { BUDGET_MS, type CutTrial } from './cut-trial';
import type { Dissection, TensorData } from './runtime';

/** Places that are tried where each takes a fence, and where one inference takes long. */
const MOST_WITH_FENCE = 64;
const MOST_WHEN_SLOW = 16;
const SLOW_MS = 500;
const PASSES = 3;

/** The whole has run once. */
export async function* measuredPlaces(
  dissection: Dissection,
  trial: CutTrial,
  data: readonly TensorData[],
): AsyncGenerator<Pause, MeasuredPlaces> {
  const { network, wholeMs } = trial;
  const operations = dissection.graph.nodes.length;
  const slow = wholeMs > SLOW_MS;
  const most = slow ? MOST_WHEN_SLOW : network.fenced ? MOST_WITH_FENCE : Number.POSITIVE_INFINITY;
  const candidates = candidatesAmong(operations, most);
  let boundaries = candidates;
  try {
    if (!slow) yield* trial.parts(dissection.cutAt(boundaries), data); // new programs are compiled, caches fill
    yield* measured(dissection, boundaries, trial, data);
  } catch {
    boundaries = yield* runnable(dissection, candidates, trial, data);
    yield* measured(dissection, boundaries, trial, data);
  }
  const { whole, parts } = trial.shortestMs;
  const sum = parts.reduce((total, ms) => total + ms, 0);
  const fenceMs = network.fenced ? Math.max(0, (sum - whole) / Math.max(1, boundaries.length)) : 0;
  return {
    boundaries,
    piecesMs: parts.map((ms) => Math.max(0, ms - fenceMs)),
    fenceMs,
    underWay: network.underWay ?? 1,
    refused: candidates.length - boundaries.length,
    reason:
      slow && candidates.length < operations - 1
        ? placesLeftOut(candidates.length, operations, wholeMs)
        : null,
  };
}

async function* measured(
  { cutAt }: Dissection,
  boundaries: readonly number[],
  trial: CutTrial,
  data: readonly TensorData[],
): AsyncGenerator<Pause, void> {
  const pieces = cutAt(boundaries);
  trial.forgetTimes();
  for (let pass = 0; pass < 1 || (pass < PASSES && trial.spentMs < BUDGET_MS); pass++) {
    yield* trial.whole(data);
    yield* trial.parts(pieces, data);
  }
}

/** Those at which the network can be cut without failing. */
async function* runnable(
  { cutAt }: Dissection,
  boundaries: readonly number[],
  trial: CutTrial,
  data: readonly TensorData[],
): AsyncGenerator<Pause, readonly number[]> {
  const found: number[] = [];
  const until = trial.spentMs + 2 * BUDGET_MS;
  for (const place of boundaries) {
    if (trial.spentMs > until) break;
    try {
      yield* trial.parts(cutAt([place]), data);
      found.push(place);
    } catch {} // not a place to cut
  }
  return found;
}
