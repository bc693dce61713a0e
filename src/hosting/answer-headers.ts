/**
 * The headers of every answer, whoever gives it: the servers of this project and the service worker, which adds them on hosts
 * that cannot. Cross-origin isolation (fine clock, SharedArrayBuffer, WASM threads), the Content-Security-Policy and what the
 * page may ask for. Headers, never `<meta>`: a worker loaded from the network obeys only the policy of its own answer. Reasons,
 * and what was left out: docs/adr/0029.
 */
import { embedAnswer } from './embed-answer.ts';
import { NO_PERMISSIONS, USED_PERMISSIONS } from './permissions.ts';

const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

type Directives = Readonly<Record<string, readonly string[]>>;

/** HTML and script text from strings are refused, addresses of scripts go through the policies named (`script-gate.ts`). */
const trustedTypes = (policies: string): Directives => ({
  'require-trusted-types-for': ["'script'"],
  'trusted-types': [policies],
});

const DIRECTIVES: Directives = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'worker-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'blob:'],
  'media-src': ["'self'", 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  ...trustedTypes('default'),
};

/**
 * TensorFlow.js's thread workers are blobs that import blobs, from strings, under the policy of the script that started them:
 * only the executor's script may start them, and it alone has no Trusted Types. The address cannot tell executors with threads
 * from others: its chunks import their entry by its plain address, so that one with a query would be evaluated twice.
 */
const EXECUTOR_SCRIPT = /\/executor\.worker[-.][^/]*$/;
const { 'require-trusted-types-for': _required, 'trusted-types': _named, ...UNTYPED } = DIRECTIVES;
const EXECUTOR: Directives = {
  ...UNTYPED,
  'script-src': ["'self'", "'wasm-unsafe-eval'", 'blob:'],
  'worker-src': ["'self'", 'blob:'],
};

/** Models from other sites come through this script alone (docs/adr/0012), after the person was asked. */
const INTAKE_SCRIPT = /\/intake\.worker[-.][^/]*$/;
const INTAKE: Directives = {
  ...DIRECTIVES,
  'connect-src': ["'self'", 'https:', 'http://localhost:*', 'http://127.0.0.1:*'],
  ...trustedTypes("'none'"),
};

/** They start no script. */
const STARTS_NOTHING = /\/(evidence|simulator)\.worker[-.][^/]*$/;

/**
 * The page that hands a trace to Perfetto opens a window of another origin and waits for its answer, which isolation would
 * cut off. It runs one script of this origin, and connects to nothing.
 */
const HANDOFF_PAGE = /\/handoff\.html$/;
const HANDOFF: Directives = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  ...trustedTypes("'none'"),
};

/** The first whose address it is. */
const EXCEPTIONS: readonly (readonly [RegExp, Directives])[] = [
  [EXECUTOR_SCRIPT, EXECUTOR],
  [INTAKE_SCRIPT, INTAKE],
  [STARTS_NOTHING, { ...DIRECTIVES, ...trustedTypes("'none'") }],
  [HANDOFF_PAGE, HANDOFF],
];

/** The Content-Security-Policy for one address. */
function policyFor(url: URL): string {
  const exception = EXCEPTIONS.find(([address]) => address.test(url.pathname))?.[1];
  const framed = embedAnswer(url);
  const frame: Directives = framed === null ? {} : { 'frame-ancestors': [framed.ancestors] };
  return Object.entries({ ...(exception ?? DIRECTIVES), ...frame })
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}

/** Anything but a page: permissions mean nothing there, and two kilobytes in each answer cost time. */
const PART = /\.(?!html$)[^./]+$/;

const permissionsFor = ({ pathname }: URL): Readonly<Record<string, string>> =>
  PART.test(pathname)
    ? {}
    : { 'Permissions-Policy': HANDOFF_PAGE.test(pathname) ? NO_PERMISSIONS : USED_PERMISSIONS };

/** The headers that isolate, but for the page that must not be. */
export const isolationFor = (url: URL): Readonly<Record<string, string>> =>
  HANDOFF_PAGE.test(url.pathname)
    ? { 'Cross-Origin-Resource-Policy': 'same-origin' }
    : { ...ISOLATION, ...embedAnswer(url)?.headers };

/** All headers for one address of the built app, whatever folder it is served from. */
export const answerHeaders = (url: URL): Readonly<Record<string, string>> => ({
  ...isolationFor(url),
  'Content-Security-Policy': policyFor(url),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  ...permissionsFor(url),
});
