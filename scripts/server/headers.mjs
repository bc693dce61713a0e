/** Lets Vite's servers answer with the headers of `src/hosting`. */
import { answerHeaders, isolationFor } from '../../src/hosting/answer-headers.ts';

/** @param {import('vite').Connect.IncomingMessage} request */
const urlOf = ({ url }) => new URL(url ?? '/', 'http://localhost');

/**
 * Vite's dev server injects inline scripts and styles, so only the built app carries the strict policy.
 * @returns {import('vite').Plugin}
 */
export function securityHeaders() {
  /**
   * @param {(url: URL) => Readonly<Record<string, string>>} headersFor
   * @returns {import('vite').Connect.NextHandleFunction}
   */
  const answerWith = (headersFor) => (request, response, next) => {
    for (const [name, value] of Object.entries(headersFor(urlOf(request)))) response.setHeader(name, value);
    next();
  };
  return {
    name: 'security-headers',
    configureServer(server) {
      server.middlewares.use(answerWith(isolationFor));
    },
    configurePreviewServer(server) {
      server.middlewares.use(answerWith(answerHeaders));
    },
  };
}
