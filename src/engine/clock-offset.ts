/**
 * The offset between two threads' clocks, by round trips: added to a remote instant it gives a local one. Also what crosses
 * between the engine and an executor, put on the other's clock. It knows no workers.
 */
import type { Clock } from '../base/clock';
import type { InferArgument, InferReport } from '../protocol/executor-contract';

const ROUND_TRIPS = 8;

/**
 * Cristian's algorithm: of several round trips the shortest bounds the error by half its length.
 * @returns offset in ms; 0 when it is smaller than that bound, since it is then indistinguishable from none.
 */
export async function estimateClockOffset(clock: Clock, remoteNow: () => Promise<number>): Promise<number> {
  let best = { roundTripMs: Number.POSITIVE_INFINITY, offsetMs: 0 };
  for (let i = 0; i < ROUND_TRIPS; i += 1) {
    const sentAt = clock.now();
    const remoteAt = await remoteNow();
    const receivedAt = clock.now();
    const roundTripMs = receivedAt - sentAt;
    if (roundTripMs < best.roundTripMs)
      best = { roundTripMs, offsetMs: (sentAt + receivedAt) / 2 - remoteAt };
  }
  return Math.abs(best.offsetMs) <= best.roundTripMs / 2 ? 0 : best.offsetMs;
}

/** Instants of a request as its executor's policy is to see them. */
export const onExecutorClock = (argument: InferArgument, offsetMs: number): InferArgument => ({
  ...argument,
  arrivedAt: argument.arrivedAt - offsetMs,
  deadlineAt: argument.deadlineAt === null ? null : argument.deadlineAt - offsetMs,
});

/** Stamps of an executor. `capturedAt` stays: it was taken on the page's clock, which has the engine's scale. */
export const onEngineClock = (report: InferReport, offsetMs: number): InferReport => ({
  ...report,
  startedAt: report.startedAt + offsetMs,
  preprocessedAt: report.preprocessedAt + offsetMs,
  computedAt: report.computedAt + offsetMs,
  readAt: report.readAt + offsetMs,
  completedAt: report.completedAt + offsetMs,
  segmentsAt: report.segmentsAt?.map((at) => at + offsetMs) ?? null,
});
