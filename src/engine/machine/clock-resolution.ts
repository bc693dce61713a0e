/** The step of this thread's clock, by looking at it. It knows no browser. */

/** So many steps are looked at, since now and then two fall together. */
const STEPS = 50;
/** A clock that moves at all, in steps of up to 100 ms, has moved by then; the loop takes as long as that. */
const MOST_READINGS = 5_000_000;

/** Smallest non-zero step in ms; 0 when the clock did not move at all. @param read `performance.now` */
export function measureClockResolution(read: () => number, mostReadings = MOST_READINGS): number {
  let smallest = Number.POSITIVE_INFINITY;
  let last = read();
  let steps = 0;
  for (let reading = 0; reading < mostReadings && steps < STEPS; reading += 1) {
    const now = read();
    if (now > last) {
      smallest = Math.min(smallest, now - last);
      // Of a coarse clock one step tells enough: each takes as long as it says.
      steps += now - last > 0.5 ? STEPS : 1;
    }
    last = now;
  }
  return Number.isFinite(smallest) ? Math.round(smallest * 1e6) / 1e6 : 0;
}
