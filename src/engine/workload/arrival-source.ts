/**
 * The instants of open-loop workloads, one after another, as offsets from their start: periodic with jitter, Poisson,
 * bursty, replayed. Pure and seeded; it knows no clock.
 */
import { createPrng, type Prng } from '../../base/prng';
import { MAX_RATE_PER_SECOND, type Workload } from '../../domain/scenario';

/** Where a schedule stands. */
export interface ArrivalSource {
  /** Of the next arrival after the start, ms, never less than the one before; infinite when there is none. */
  readonly offsetMs: number;
  /** Nominal offset of the arrival after the next one; null where there is no period. */
  readonly nextFrameMs: number | null;
  advance(): void;
}

type OfKind<K extends Workload['kind']> = Extract<Workload, { kind: K }>;
export type OpenWorkload = Exclude<Workload, OfKind<'closed' | 'triggered'>>;

/** @param seed any integer; unused where nothing is random. */
export function arrivalSource(workload: OpenWorkload, seed: number): ArrivalSource {
  const prng = createPrng(seed);
  switch (workload.kind) {
    case 'periodic':
      return periodic(1000 / workload.ratePerSecond, workload.jitterFraction, prng);
    case 'poisson':
    case 'loadgen':
      return unscheduled(poissonGaps(1000 / workload.ratePerSecond, prng));
    case 'bursty':
      return unscheduled(burstyGaps(workload, prng));
    case 'replayed':
      return unscheduled(replayedGaps(workload));
  }
}

/** Arrival k at k periods plus a uniform delay of up to `jitterFraction` of a period. */
function periodic(periodMs: number, jitterFraction: number, prng: Prng): ArrivalSource {
  let index = 0;
  const delayMs = () => (jitterFraction === 0 ? 0 : prng.next() * jitterFraction * periodMs);
  const source = {
    offsetMs: delayMs(),
    nextFrameMs: periodMs,
    advance() {
      index += 1;
      source.offsetMs = index * periodMs + delayMs();
      source.nextFrameMs = (index + 1) * periodMs;
    },
  };
  return source;
}

/** @param nextGapMs ms to the next arrival, from the start at first; infinite: there is none. */
function unscheduled(nextGapMs: () => number): ArrivalSource {
  const source = {
    offsetMs: nextGapMs(),
    nextFrameMs: null,
    advance() {
      source.offsetMs += nextGapMs();
    },
  };
  return source;
}

/** Exponentially distributed, by inversion: −ln(1 − u) × mean. */
const exponential = (meanMs: number, prng: Prng): number => -Math.log(1 - prng.next()) * meanMs;

const poissonGaps =
  (meanMs: number, prng: Prng): (() => number) =>
  () =>
    exponential(meanMs, prng);

/**
 * Poisson while on, nothing while off; it begins on. A gap that outlives its burst is cut there and drawn anew in the next
 * one, which changes nothing: the exponential distribution has no memory.
 */
function burstyGaps({ ratePerSecond, onMs, offMs }: OfKind<'bursty'>, prng: Prng): () => number {
  const meanMs = 1000 / ratePerSecond;
  let leftOnMs = exponential(onMs, prng);
  return () => {
    let gapMs = 0;
    let drawnMs = exponential(meanMs, prng);
    while (drawnMs > leftOnMs) {
      gapMs += leftOnMs + exponential(offMs, prng);
      leftOnMs = exponential(onMs, prng);
      drawnMs = exponential(meanMs, prng);
    }
    leftOnMs -= drawnMs;
    return gapMs + drawnMs;
  };
}

/**
 * Looped, the first comes again one mean gap after the last, and later than that where the recording would otherwise ask for
 * more than MAX_RATE_PER_SECOND in the mean.
 */
function replayedGaps({ offsetsMs, loop }: OfKind<'replayed'>): () => number {
  const first = offsetsMs[0] ?? 0;
  const last = offsetsMs.at(-1) ?? 0;
  const spanMs = last - first;
  const count = offsetsMs.length;
  const meanMs = count > 1 ? spanMs / (count - 1) : Math.max(first, 1000);
  const anewMs = Math.max(meanMs, (count * 1000) / MAX_RATE_PER_SECOND - spanMs);
  let index = -1;
  return () => {
    index += 1;
    if (index === 0) return first;
    if (index < count) return (offsetsMs[index] ?? last) - (offsetsMs[index - 1] ?? 0);
    index = 0;
    return loop ? anewMs : Number.POSITIVE_INFINITY;
  };
}
