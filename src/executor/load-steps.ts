/** Steps of a load among the requests of others: none cuts into a request in service. It does not know what a step does. */
import type { BackgroundWork, WorkInHand } from './background';

/** Runs a step when no request is in service, ahead of all other background work. @throws what it throws. */
export type Beside = <T>(step: () => T | Promise<T>) => Promise<T>;

/** Where nobody else is served. */
export const besideNobody: Beside = async (step) => step();

/** As `beside`, and how long its steps have waited for their turns, ms. */
export function countingWaits(
  beside: Beside,
  now: () => number,
): { readonly beside: Beside; readonly waitedMs: () => number } {
  let waitedMs = 0;
  return {
    beside(step) {
      const askedAt = now();
      return beside(() => {
        waitedMs += now() - askedAt;
        return step();
      });
    },
    waitedMs: () => waitedMs,
  };
}

export const besideRequests =
  (inBackground: (work: BackgroundWork) => WorkInHand): Beside =>
  (step) =>
    new Promise((resolve, reject) => {
      inBackground(
        (async function* () {
          try {
            resolve(await step());
          } catch (thrown) {
            reject(thrown);
          }
          yield;
        })(),
      );
    });
