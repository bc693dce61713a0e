/** Bounds how often something is done: at once when the last time is long past, else at the end of the period. */

/** `apply` runs at most once per `periodMs`, with the newest value; nothing is lost at the end. */
export function paced<T>(periodMs: number, apply: (value: T) => void): (value: T) => void {
  let lastAt = Number.NEGATIVE_INFINITY;
  let newest: { readonly value: T } | null = null;
  const act = () => {
    if (newest === null) return;
    lastAt = performance.now();
    const { value } = newest;
    newest = null;
    apply(value);
  };
  return (value) => {
    const waiting = newest !== null;
    newest = { value };
    const waitMs = lastAt + periodMs - performance.now();
    if (waitMs <= 0) act();
    else if (!waiting) setTimeout(act, waitMs);
  };
}
