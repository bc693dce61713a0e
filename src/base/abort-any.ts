/**
 * `AbortSignal.any` where a browser lacks it (before 2024): a signal that aborts with the first of several. Importing it is enough;
 * it changes nothing where the browser has its own.
 */

export function anySignal(signals: readonly AbortSignal[]): AbortSignal {
  const either = new AbortController();
  for (const signal of signals) {
    // Listeners end with the first abort: a long-lived signal holds no dead ones afterwards.
    signal.addEventListener('abort', () => either.abort(signal.reason), {
      once: true,
      signal: either.signal,
    });
  }
  const already = signals.find((signal) => signal.aborted);
  if (already !== undefined) either.abort(already.reason);
  return either.signal;
}

const own: { any?: unknown } = AbortSignal; // the DOM's types say that it is there
own.any ??= anySignal;
