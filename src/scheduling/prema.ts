/**
 * PREMA (Choi and Rhu, HPCA 2020) as Samsung's simulator re-implements it: a request starts with its priority as tokens
 * and gains priority × idle time / estimate at each decision; candidates hold at least the largest of 1, 3, 9 that the
 * richest one reaches; of them the least remaining time. Unlike there, a request's first tokens count toward the richest.
 */
import { knownMs, type Policy, type ReadyRequest, waitingSince } from './policy';

const thresholdFor = (richest: number): number => (richest >= 9 ? 9 : richest >= 3 ? 3 : 1);

interface Purse {
  tokens: number;
}

export function createPrema(): Policy {
  /** By request id, until the request ends. */
  const purses = new Map<number, Purse>();
  /** Tokens of each ready request; filled anew for each choice. */
  const held: number[] = [];
  /** Being asked twice at one instant is one decision. */
  let decidedAt = Number.NaN;

  /** @returns what it holds from this decision on. */
  function hand(request: ReadyRequest, now: number): number {
    const purse = purses.get(request.requestId);
    if (purse === undefined) {
      purses.set(request.requestId, { tokens: request.priority });
      return request.priority;
    }
    if (now !== decidedAt) {
      const idleMs = Math.max(0, now - waitingSince(request));
      purse.tokens += (request.priority * idleMs) / knownMs(request.estimatedMs);
    }
    return purse.tokens;
  }

  return {
    choose(ready, now) {
      let richest = 0;
      for (let index = 0; index < ready.length; index++) {
        const tokens = hand(ready[index] as ReadyRequest, now); // below its length
        held[index] = tokens;
        if (tokens > richest) richest = tokens;
      }
      decidedAt = now;
      const threshold = thresholdFor(richest);
      let chosen = -1;
      for (let index = 0; index < ready.length; index++) {
        if ((held[index] ?? 0) < threshold) continue;
        const best = ready[chosen];
        if (best === undefined || isShorter(ready[index] as ReadyRequest, best)) chosen = index; // below its length
      }
      return Math.max(0, chosen);
    },
    ended: ({ requestId }) => void purses.delete(requestId),
  };
}

const isShorter = (one: ReadyRequest, other: ReadyRequest): boolean =>
  one.remainingMs < other.remainingMs ||
  (one.remainingMs === other.remainingMs && one.arrivedAt < other.arrivedAt);
