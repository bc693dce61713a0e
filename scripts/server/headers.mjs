/**
 * The headers of every answer, in development, preview and tests alike: cross-origin isolation (fine clock,
 * SharedArrayBuffer, WASM threads) and the Content-Security-Policy. Sent as headers, never as `<meta>`, because a
 * worker loaded from the network obeys only the policy of its own answer.
 */
import { embedAnswer } from './embed-headers.mjs';

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

/**
 * The page that hands a trace to Perfetto opens a window of another origin and waits for its answer, which isolation would
 * cut off. It runs one script of this origin, and connects to nothing.
 */
const HANDOFF_PAGE = /\/handoff\.html$/;
const HANDOFF_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What the page may ask the person for; all else that could be asked for is denied. */
const PERMISSIONS = [
  ...['camera', 'microphone', 'display-capture'].map((name) => `${name}=(self)`),
  ...['geolocation', 'usb', 'serial', 'hid', 'bluetooth', 'midi', 'payment'].map((name) => `${name}=()`),
].join(', ');

/**
 * The policy for one address.
 * @param {URL} url
 */
function policyFor(url) {
  const { pathname } = url;
  if (HANDOFF_PAGE.test(pathname)) return HANDOFF_POLICY;
  const exceptions = EXCEPTIONS.filter(({ script }) => script.test(pathname));
  const framed = embedAnswer(url);
  const directives = framed === null ? DIRECTIVES : { ...DIRECTIVES, 'frame-ancestors': [framed.ancestors] };
  return Object.entries(directives)
    .map(([name, sources]) =>
      [name, ...sources, ...exceptions.flatMap(({ adds }) => adds[name] ?? [])].join(' '),
    )
    .join('; ');
}

/**
 * The headers that isolate, but for the page that must not be.
 * @param {URL} url
 */
const isolationFor = (url) =>
  HANDOFF_PAGE.test(url.pathname)
    ? { 'Cross-Origin-Resource-Policy': 'same-origin' }
    : { ...ISOLATION, ...embedAnswer(url)?.headers };

/** @param {import('vite').Connect.IncomingMessage} request */
const urlOf = ({ url }) => new URL(url ?? '/', 'http://localhost');

/**
 * Vite's dev server injects inline scripts and styles, so only the built app carries the strict policy.
 * @returns {import('vite').Plugin}
 */
export function securityHeaders() {
  /** @type {import('vite').Connect.NextHandleFunction} */
  const isolate = (request, response, next) => {
    for (const [name, value] of Object.entries(isolationFor(urlOf(request)))) response.setHeader(name, value);
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
        response.setHeader('Content-Security-Policy', policyFor(urlOf(request)));
        response.setHeader('X-Content-Type-Options', 'nosniff');
        response.setHeader('Referrer-Policy', 'no-referrer');
        response.setHeader('Permissions-Policy', PERMISSIONS);
        next();
      });
    },
  };
}
