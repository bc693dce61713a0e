/**
 * The headers of every answer, in development, preview and tests alike: cross-origin isolation (fine clock,
 * SharedArrayBuffer, WASM threads) and the Content-Security-Policy. Sent as headers, never as `<meta>`, because a
 * worker loaded from the network obeys only the policy of its own answer.
 */

const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const DIRECTIVES = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'worker-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'blob:', 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/** TensorFlow.js's thread workers are blobs that import blobs: only the executor's script may start them. */
const EXECUTOR_SCRIPT = /\/executor\.worker[-.][^/]*$/;

/**
 * The policy for one address.
 * @param {string} pathname
 */
function policyFor(pathname) {
  const threaded = EXECUTOR_SCRIPT.test(pathname);
  return Object.entries(DIRECTIVES)
    .map(([name, sources]) => {
      const blob = threaded && (name === 'script-src' || name === 'worker-src') ? ['blob:'] : [];
      return [name, ...sources, ...blob].join(' ');
    })
    .join('; ');
}

/**
 * Vite's dev server injects inline scripts and styles, so only the built app carries the strict policy.
 * @returns {import('vite').Plugin}
 */
export function securityHeaders() {
  /** @type {import('vite').Connect.NextHandleFunction} */
  const isolate = (_request, response, next) => {
    for (const [name, value] of Object.entries(ISOLATION)) response.setHeader(name, value);
    next();
  };
  return {
    name: 'security-headers',
    configureServer(server) {
      server.middlewares.use(isolate);
    },
    configurePreviewServer(server) {
      server.middlewares.use(isolate);
      server.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        response.setHeader('Content-Security-Policy', policyFor(pathname));
        response.setHeader('X-Content-Type-Options', 'nosniff');
        response.setHeader('Referrer-Policy', 'no-referrer');
        next();
      });
    },
  };
}
