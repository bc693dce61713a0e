/** The engine's clock as this thread reads it: both count from the epoch, so that instants of snapshots can be compared. */

/** Ms since the epoch, as fine as the browser tells. */
export const epochNow = (): number => epochOf(performance.now());

/** An instant of this page's clock, ms, as ms since the epoch. */
export const epochOf = (now: number): number => performance.timeOrigin + now;
