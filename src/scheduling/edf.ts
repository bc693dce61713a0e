/** Earliest deadline first (Liu and Layland 1973): the nearest deadline; requests without one come after all others. */
import { argMin, type Policy } from './policy';

export const createEdf = (): Policy => ({
  choose: (ready) => argMin(ready, ({ deadlineAt }) => deadlineAt ?? Number.POSITIVE_INFINITY),
});
