/** Shortest job first (folklore): the least estimated time of the whole request; what has started runs to its end. */
import { argMin, type Policy } from './policy';

export const createShortestJob = (): Policy => ({
  choose: (ready) => argMin(ready, ({ estimatedMs }) => estimatedMs),
});
