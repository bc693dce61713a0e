/**
 * Short texts that this browser remembers from visit to visit, such as a chosen theme. Where storage is blocked or full the
 * choice holds until the page closes, and whoever listens is told. It knows no text's meaning.
 */

const listeners = new Set<() => void>();

/** Null when nothing is remembered, or storage is blocked here. */
export function recalled(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @returns whether it will be known at the next visit. */
export function remember(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    for (const listener of listeners) listener();
    return false;
  }
}

/** Called whenever something could not be remembered; returns the function that unsubscribes. */
export function onForgotten(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
