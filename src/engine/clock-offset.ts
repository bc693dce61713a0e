/** The offset between two threads' clocks, by round trips: added to a remote instant it gives a local one. */
import type { Clock } from '../base/clock';

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
