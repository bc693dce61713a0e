/**
 * Arrivals at scheduled instants, whatever the executor does. Each wake-up hands over all that are due; after a sleep of the
 * computer the schedule begins anew. It knows no distributions: a source tells the instants.
 */
import type { Clock } from '../../base/clock';
import { SLEEP_GAP_MS } from '../../domain/recovery';
import { after, type Instant, instant } from '../../domain/units';
import type { ArrivalSource } from './arrival-source';
import type { Emit, LoadGenerator } from './load-generator';

export interface OpenLoopOptions {
  /** A fresh schedule from its first instant on. */
  readonly source: () => ArrivalSource;
  /** Whether each arrival is a query with a number. */
  readonly asQueries: boolean;
}

export function createOpenLoop(
  clock: Clock,
  { source: createSource, asQueries }: OpenLoopOptions,
  emit: Emit,
): LoadGenerator {
  let cancel: (() => void) | null = null;
  let source = createSource();
  let startedAt = instant(0);
  let queries = 0;

  const begin = () => {
    startedAt = instant(clock.now());
    source = createSource();
  };
  const dueAt = () => after(startedAt, source.offsetMs);
  const handOver = (arrivedAt: Instant) => {
    const nextFrameAt = source.nextFrameMs === null ? null : after(startedAt, source.nextFrameMs);
    const queryId = asQueries ? queries : null;
    queries += 1;
    source.advance();
    emit(arrivedAt, nextFrameAt, queryId);
  };
  const wake = () => {
    if (clock.now() - dueAt() > SLEEP_GAP_MS) begin(); // nobody asked for anything while the computer slept
    while (cancel !== null && dueAt() <= clock.now()) handOver(dueAt());
    if (cancel !== null && Number.isFinite(source.offsetMs)) cancel = clock.schedule(dueAt(), wake);
  };
  return {
    start() {
      if (cancel !== null) return;
      begin();
      cancel = clock.schedule(dueAt(), wake);
    },
    stop() {
      cancel?.();
      cancel = null;
    },
    requestEnded() {},
  };
}
