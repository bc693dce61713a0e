/**
 * The one way out of this tab, and only to origins that a person allowed: whatever the page asks for by mistake, whatever a
 * model's description names, nothing is sent to any other. It must not know who allowed them, nor what is fetched.
 */
import { EngineError } from '../domain/errors';

/** @returns `fetch`, which throws EngineError `url-not-allowed` before it connects to another origin. */
export function fetchAllowed(fetch_: typeof fetch, origins: readonly string[]): typeof fetch {
  return (input, init) => {
    const { origin, host } = new URL(input instanceof Request ? input.url : input);
    if (origins.includes(origin)) return fetch_(input, init);
    throw new EngineError(
      'url-not-allowed',
      `Nothing was fetched from ${host}: it was not allowed. Press Fetch again to be asked.`,
    );
  };
}
