/**
 * SDRM3, the form for one accelerator of DREAM's score (Kim et al., ASPLOS 2023), after Samsung's simulator: urgency
 * min(1, remaining / time to the deadline) plus α × idle time / next segment; the highest score, ties first come. Without a
 * deadline nothing is urgent; at and after it urgency is 1, where the division would fail or turn negative.
 */
import { argMin, knownMs, type Policy, type ReadyRequest, waitingSince } from './policy';

/** Weight of fairness against urgency; DREAM tunes it online, here it stays: an idle time of 100 segments is as urgent as late. */
const ALPHA = 0.01;

const urgency = ({ deadlineAt, remainingMs }: ReadyRequest, now: number): number => {
  if (deadlineAt === null) return 0;
  const leftMs = deadlineAt - now;
  return leftMs <= 0 ? 1 : Math.min(1, remainingMs / leftMs);
};

const negatedScore = (request: ReadyRequest, now: number): number =>
  -(urgency(request, now) + (ALPHA * Math.max(0, now - waitingSince(request))) / knownMs(request.nextMs));

export const createSdrm3 = (): Policy => ({ choose: (ready, now) => argMin(ready, negatedScore, now) });
