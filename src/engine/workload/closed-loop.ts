/**
 * Arrivals that completions trigger: a number of requests always outstanding, asked for one by one (closed loop) or a query
 * at a time (LoadGen's single-stream, multi-stream and offline). It knows no schedule.
 */
import type { Clock } from '../../base/clock';
import { instant } from '../../domain/units';
import type { Emit, LoadGenerator } from './load-generator';

/** What is refused on arrival is asked for again so much later, ms: at once would be for ever. */
const RETRY_MS = 1;

export interface ClosedLoopOptions {
  /** Requests outstanding at most. */
  readonly most: number;
  /** Of them, asked for together: the next ones follow when so many fit. */
  readonly atOnce: number;
  /** Whether those asked for together are a query with a number. */
  readonly asQueries: boolean;
  /** Outstanding before the start. */
  readonly outstanding: number;
}

export function createClosedLoop(
  clock: Clock,
  { most, atOnce, asQueries, outstanding: before }: ClosedLoopOptions,
  emit: Emit,
): LoadGenerator {
  let outstanding = before;
  let queries = 0;
  let running = false;
  let asking = false;
  let refused = false;
  let cancelRetry: (() => void) | null = null;

  const ask = () => {
    const at = instant(clock.now());
    const queryId = asQueries ? queries : null;
    queries += 1;
    outstanding += atOnce;
    for (let sample = 0; sample < atOnce; sample++) emit(at, null, queryId);
  };
  const fill = () => {
    cancelRetry?.();
    cancelRetry = null;
    asking = true;
    refused = false;
    while (running && !refused && outstanding + atOnce <= most) ask();
    asking = false;
    if (running && refused) cancelRetry = clock.schedule(clock.now() + RETRY_MS, fill);
  };
  return {
    start() {
      running = true;
      fill();
    },
    stop() {
      running = false;
      cancelRetry?.();
      cancelRetry = null;
    },
    requestEnded() {
      outstanding -= 1;
      if (asking) refused = true;
      else if (cancelRetry === null) fill();
    },
  };
}
