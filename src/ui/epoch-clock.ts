/**
 * The engine's clock as this thread reads it: both count from the epoch, so that instants of snapshots can be compared. And
 * what the clock on the wall showed at such an instant: the two part when somebody sets that one, or while the computer
 * sleeps, where the clock of browsers stands still. Durations are of this clock only, dates of that one only.
 */
import { WallDates } from './wall-dates';

/** Ms since the epoch, as fine as the browser tells. */
export const epochNow = (): number => epochOf(performance.now());

/** An instant of this page's clock, ms, as ms since the epoch. */
export const epochOf = (now: number): number => performance.timeOrigin + now;

const dates = new WallDates();

/** Looks at the clock on the wall; to be called now and then. */
export const noteWallClock = (): void => dates.note(epochNow(), Date.now());

/** The date to show for an instant of the engine's clock. */
export const wallDate = (at: number): Date => new Date(dates.at(at));
