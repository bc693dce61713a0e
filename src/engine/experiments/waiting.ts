/** Waiting that somebody can give up: for a length of time, or for something else. It knows no experiment. */
import type { Clock } from '../../base/clock';
import { EngineError } from '../../domain/errors';

const cancelled = () => new EngineError('cancelled', 'The measurement was cancelled.');

/** @throws EngineError `cancelled`. */
export function refuseIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

/** As `pending`, unless the signal aborts first. @throws EngineError `cancelled`. */
export function unlessCancelled<T>(pending: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(cancelled());
    if (signal.aborted) refuse();
    signal.addEventListener('abort', refuse, { once: true });
    pending.then(resolve, reject).finally(() => signal.removeEventListener('abort', refuse));
  });
}

/** @throws EngineError `cancelled`. */
export function pause(durationMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  let cancel = () => {};
  const over = new Promise<void>((resolve) => {
    cancel = clock.schedule(clock.now() + durationMs, resolve);
  });
  return unlessCancelled(over, signal).finally(() => cancel());
}
