/** Shortest remaining time first (Schrage 1968: least mean latency on one machine): the least time that is left to run. */
import { argMin, type Policy } from './policy';

export const createShortestRemaining = (): Policy => ({
  choose: (ready) => argMin(ready, ({ remainingMs }) => remainingMs),
});
