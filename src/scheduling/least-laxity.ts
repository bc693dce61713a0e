/**
 * Least laxity first (Mok and Dertouzos 1978): the least time to spare, deadline − now − what is left to run. Two with
 * alike laxity take turns at every segment (it thrashes). Requests without a deadline come after all others.
 */
import { argMin, type Policy, type ReadyRequest } from './policy';

const laxity = ({ deadlineAt, remainingMs }: ReadyRequest, now: number): number =>
  deadlineAt === null ? Number.POSITIVE_INFINITY : deadlineAt - now - remainingMs;

export const createLeastLaxity = (): Policy => ({ choose: (ready, now) => argMin(ready, laxity, now) });
