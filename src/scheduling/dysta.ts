/**
 * Dysta (Fan et al., MICRO 2023), after its authors' simulator: argmin of remaining + β × (slack + idle / estimate / how
 * many are ready), slack = max(0, deadline − now − remaining), β = 0.01. A request without a deadline counts as one that is
 * due after 100 times its estimate, the loosest bound of that work.
 */
import { argMin, knownMs, type Policy, type ReadyRequest, waitingSince } from './policy';

const BETA = 0.01;
const LOOSEST_FACTOR = 100;

function score(request: ReadyRequest, now: number, readyCount: number): number {
  const { arrivedAt, deadlineAt, estimatedMs, remainingMs } = request;
  const dueAt = deadlineAt ?? arrivedAt + LOOSEST_FACTOR * knownMs(estimatedMs);
  const slackMs = Math.max(0, dueAt - now - remainingMs);
  const idle = Math.max(0, now - waitingSince(request)) / knownMs(estimatedMs);
  return remainingMs + BETA * (slackMs + idle / readyCount);
}

export const createDysta = (): Policy => ({ choose: (ready, now) => argMin(ready, score, now) });
