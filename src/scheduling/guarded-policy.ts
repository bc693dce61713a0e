/**
 * A policy that may fail, with a net below: at its first failure, and from then on, requests are served first in, first
 * out. Only what a policy may do wrong is caught; a bug of ours passes through.
 */
import { EngineError } from '../domain/errors';
import { createFifo } from './fifo';
import type { Policy } from './policy';

/** @param onFailure told once, when it happens. */
export function guardedPolicy(policy: Policy, onFailure: (failure: EngineError) => void): Policy {
  let current = policy;
  return {
    choose(ready, now) {
      try {
        return current.choose(ready, now);
      } catch (thrown) {
        if (!(thrown instanceof EngineError)) throw thrown;
        current = createFifo();
        policy.dispose?.();
        onFailure(thrown);
        return current.choose(ready, now);
      }
    },
    served: (request, ranMs, now) => current.served?.(request, ranMs, now),
    ended: (request) => current.ended?.(request),
    admits: (request, busyMs, now) => current.admits?.(request, busyMs, now) ?? true,
    dispose: () => current.dispose?.(),
  };
}
