/**
 * Strict priority with ageing (folklore): the highest priority, which rises by one for each second since the arrival. As
 * all of them age alike, that is argmin of arrival − priority × second: two requests never change places, and whoever waits
 * long enough is older than everything that arrives, so nobody starves.
 */
import { argMin, type Policy, type PolicyChoice, type ReadyRequest } from './policy';

/** After so long a request counts as one priority higher, ms. */
const STEP_MS = 1000;

/** @param stepMs infinity: without ageing, so that low priorities may starve. */
export function createStrictPriority(_choice?: PolicyChoice, stepMs = STEP_MS): Policy {
  const key = Number.isFinite(stepMs)
    ? ({ arrivedAt, priority }: ReadyRequest) => arrivedAt - priority * stepMs
    : ({ priority }: ReadyRequest) => -priority;
  return { choose: (ready) => argMin(ready, key) };
}
