/** Waits for a state of something that cannot tell of itself. */
const ASK_EACH_MS = 200;

/**
 * @param state what is waited for, for the error.
 * @param ask null or undefined: not yet.
 * @throws {Error} after `limitMs`; an error of `ask` at once.
 */
export async function until<T>(
  state: string,
  ask: () => Promise<T | null | undefined>,
  limitMs: number,
): Promise<T> {
  const endsAt = Date.now() + limitMs;
  for (;;) {
    const found = await ask();
    if (found !== null && found !== undefined) return found;
    if (Date.now() > endsAt) throw new Error(`Not so within ${limitMs / 1000} s: ${state}.`);
    await new Promise((resolve) => setTimeout(resolve, ASK_EACH_MS));
  }
}
