/**
 * Turns a workload into arrivals on a clock, reproducibly: equal seeds give equal arrivals. Open-loop arrivals carry their
 * scheduled instant, so that a late timer or a busy engine shows as queueing instead of vanishing (coordinated omission).
 */
import type { Clock } from '../../base/clock';
import { type Deadline, samplesPerQuery, type Workload } from '../../domain/scenario';
import type { Instant } from '../../domain/units';
import { arrivalSource, type OpenWorkload } from './arrival-source';
import { createClosedLoop } from './closed-loop';
import { deadlineOf } from './deadline';
import { createOpenLoop } from './open-loop';

export interface Arrival {
  readonly arrivedAt: Instant;
  readonly deadlineAt: Instant | null;
  /** The next scheduled instant of a periodic workload: what a pipeline hands on with it. Null for any other. */
  readonly nextFrameAt: Instant | null;
  /** LoadGen-style: which query it is a sample of, counted from 0 since the generator was made; else null. */
  readonly queryId: number | null;
}

export interface LoadGenerator {
  start(): void;
  /** No arrivals from here on; starting again begins a fresh schedule. */
  stop(): void;
  /** A request of this tenant ended, however it ended (dropped and rejected too): a closed loop asks for the next one. */
  requestEnded(): void;
}

export interface LoadOptions {
  readonly workload: Workload;
  readonly deadline: Deadline;
  /** `deriveSeed(scenario.seed, tenantId)`. */
  readonly seed: number;
  /** Mean latency of the tenant alone in ms, for deadlines in multiples of it; null while nobody knows it. */
  readonly aloneMs: () => number | null;
  /** Requests of this tenant that are still queued or in flight: a closed loop counts them in. */
  readonly outstanding: number;
}

/** What a loop tells: an instant, the next scheduled one (periodic), the query (LoadGen-style). */
export type Emit = (arrivedAt: Instant, nextFrameAt: Instant | null, queryId: number | null) => void;

/** @param onArrival called once per arrival, in order of instants. */
export function createLoadGenerator(
  clock: Clock,
  options: LoadOptions,
  onArrival: (arrival: Arrival) => void,
): LoadGenerator {
  const { workload, deadline, aloneMs } = options;
  const emit: Emit = (arrivedAt, nextFrameAt, queryId) => {
    const deadlineAt = deadlineOf(deadline, { arrivedAt, nextFrameAt }, aloneMs);
    onArrival({ arrivedAt, deadlineAt, nextFrameAt, queryId });
  };
  const openLoop = (open: OpenWorkload, asQueries: boolean) =>
    createOpenLoop(clock, { source: () => arrivalSource(open, options.seed), asQueries }, emit);
  const closedLoop = (most: number, atOnce: number, asQueries: boolean) =>
    createClosedLoop(clock, { most, atOnce, asQueries, outstanding: options.outstanding }, emit);
  switch (workload.kind) {
    case 'triggered':
      return silent();
    case 'closed':
      return closedLoop(workload.inFlight, 1, false);
    case 'loadgen': {
      const samples = samplesPerQuery(workload);
      return workload.mode === 'server' ? openLoop(workload, true) : closedLoop(samples, samples, true);
    }
    default:
      return openLoop(workload, false);
  }
}

/** Its arrivals are completions of another tenant. One of its own each time: whoever draws for it begins anew with it. */
const silent = (): LoadGenerator => ({ start() {}, stop() {}, requestEnded() {} });
