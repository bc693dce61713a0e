/**
 * Turns a workload into arrivals on a clock. Open-loop arrivals carry their scheduled instant, so that a late timer
 * or a busy engine shows as queueing instead of vanishing (coordinated omission).
 */
import type { Clock } from '../../base/clock';
import { SLEEP_GAP_MS } from '../../domain/recovery';
import type { Deadline, Workload } from '../../domain/scenario';
import { after, type Instant, instant } from '../../domain/units';

export interface Arrival {
  readonly arrivedAt: Instant;
  readonly deadlineAt: Instant | null;
}

export interface LoadGenerator {
  start(): void;
  /** No arrivals from here on; starting again begins a fresh schedule. */
  stop(): void;
  /** A request of this tenant ended, however it ended: a closed loop asks for the next one. */
  requestEnded(): void;
}

/**
 * @param onArrival called once per arrival, in order of instants.
 * @param outstanding requests of this tenant that are still queued or in flight: a closed loop counts them in.
 */
export function createLoadGenerator(
  clock: Clock,
  workload: Workload,
  deadline: Deadline,
  onArrival: (arrival: Arrival) => void,
  outstanding = 0,
): LoadGenerator {
  if (workload.kind === 'closed') return createClosedLoop(clock, workload.inFlight, outstanding, onArrival);
  if (workload.kind === 'periodic')
    return createPeriodic(clock, 1000 / workload.ratePerSecond, deadline, onArrival);
  throw new Error(`invariant broken: no generator for ${workload.kind}`);
}

function createClosedLoop(
  clock: Clock,
  inFlight: number,
  outstandingAtStart: number,
  onArrival: (arrival: Arrival) => void,
): LoadGenerator {
  let running = false;
  let outstanding = outstandingAtStart;
  const fill = () => {
    while (running && outstanding < inFlight) {
      outstanding += 1;
      onArrival({ arrivedAt: instant(clock.now()), deadlineAt: null });
    }
  };
  return {
    start() {
      running = true;
      fill();
    },
    stop() {
      running = false;
    },
    requestEnded() {
      outstanding -= 1;
      fill();
    },
  };
}

/** Arrivals at start + k × period; each wake-up hands over all that are due. After a sleep it begins anew. */
function createPeriodic(
  clock: Clock,
  periodMs: number,
  deadline: Deadline,
  onArrival: (arrival: Arrival) => void,
): LoadGenerator {
  let cancel: (() => void) | null = null;
  let startedAt = instant(0);
  let index = 0;
  const dueAt = () => after(startedAt, index * periodMs);
  const begin = () => {
    startedAt = instant(clock.now());
    index = 0;
  };
  const wake = () => {
    if (clock.now() - dueAt() > SLEEP_GAP_MS) begin(); // nobody asked for anything while the computer slept
    while (cancel !== null && dueAt() <= clock.now()) {
      const arrivedAt = dueAt();
      index += 1;
      onArrival({
        arrivedAt,
        deadlineAt: deadline.kind === 'next-frame' ? after(arrivedAt, periodMs) : null,
      });
    }
    if (cancel !== null) cancel = clock.schedule(dueAt(), wake);
  };
  return {
    start() {
      if (cancel !== null) return;
      begin();
      cancel = clock.schedule(startedAt, wake);
    },
    stop() {
      cancel?.();
      cancel = null;
    },
    requestEnded() {},
  };
}
