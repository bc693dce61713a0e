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
  'media-src': ["'self'", 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/** TensorFlow.js's thread workers are blobs that import blobs: only the executor's script may start them. */
const EXECUTOR_SCRIPT = /\/executor\.worker[-.][^/]*$/;

/** Models from other sites come through this script alone (docs/adr/0012). */
const INTAKE_SCRIPT = /\/intake\.worker[-.][^/]*$/;

/** @type {readonly { script: RegExp, adds: Record<string, string[]> }[]} */
const EXCEPTIONS = [
  { script: EXECUTOR_SCRIPT, adds: { 'script-src': ['blob:'], 'worker-src': ['blob:'] } },
  { script: INTAKE_SCRIPT, adds: { 'connect-src': ['https:', 'http://localhost:*', 'http://127.0.0.1:*'] } },
];

/** What the page may ask the person for; all else that could be asked for is denied. */
const PERMISSIONS = [
  ...['camera', 'microphone', 'display-capture'].map((name) => `${name}=(self)`),
  ...['geolocation', 'usb', 'serial', 'hid', 'bluetooth', 'midi', 'payment'].map((name) => `${name}=()`),
].join(', ');

/**
 * The policy for one address.
 * @param {string} pathname
 */
function policyFor(pathname) {
  const exceptions = EXCEPTIONS.filter(({ script }) => script.test(pathname));
  return Object.entries(DIRECTIVES)
    .map(([name, sources]) =>
      [name, ...sources, ...exceptions.flatMap(({ adds }) => adds[name] ?? [])].join(' '),
    )
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
        response.setHeader('Permissions-Policy', PERMISSIONS);
        next();
      });
    },
  };
}
