/**
 * How many workers may hold a WebGL context at once. A browser that has given too many takes the oldest away again, from an
 * executor that runs well; so nobody asks for one more than is safe. It starts nothing.
 */
import type { Backend } from '../domain/backend';
import type { ExecutorHost } from './executor-host';

/**
 * Chromium 156 counts by thread (34 workers with a context each lost none, measured on its software adapter); Firefox allows 16
 * for all pages of an origin (`webgl.max-contexts-per-principal`), Safari 16 for a process. The rest is for other tabs.
 */
export const MAX_WEBGL_CONTEXTS = 12;

type Holder = Pick<ExecutorHost, 'asked'>;

/** Why a worker must not ask for a context, in a sentence; null when it may, or wants none. */
export function whyNoContext(workers: Iterable<Holder>, backend: Backend): string | null {
  if (backend !== 'webgl') return null;
  const held = [...workers].filter(({ asked }) => asked === 'webgl').length;
  if (held < MAX_WEBGL_CONTEXTS) return null;
  return `${held} of ${MAX_WEBGL_CONTEXTS} WebGL contexts are in use, and one more would cost the oldest its own: put it on an executor that exists.`;
}
