/**
 * One executor of the group at a time (as one lock around a device would, but in turns). The token goes to the executor
 * that has waited longest since it had it; while others wait, its holder passes it on after what it has in flight.
 */
import type { Gate } from '../gate';
import { Turns } from './turns';

export function createToken(): Gate {
  const turns = new Turns();
  let holder = '';
  let inFlight = 0;
  return {
    mayIssue(request, waiting) {
      turns.see(waiting);
      if (inFlight > 0 && holder !== request.executorId) return false;
      return !waiting.some(
        (other) => other.executorId !== request.executorId && turns.isBefore(other, request),
      );
    },
    issued(request, now) {
      holder = request.executorId;
      inFlight += 1;
      turns.taken(request, now);
    },
    ended() {
      inFlight -= 1;
    },
  };
}
