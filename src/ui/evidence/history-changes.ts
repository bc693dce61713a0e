/** Tells whoever shows the history that it changed. The history itself is the evidence worker's. */
const listeners = new Set<() => void>();

export function noteHistoryChange(): void {
  for (const listener of listeners) listener();
}

/** Returns the function that unsubscribes. */
export function onHistoryChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
