/**
 * What hosts of static files read in a folder that they publish, and what they need not get. Written from `src/hosting`, so
 * that a host which takes headers from a file isolates the page before the service worker does.
 */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answerHeaders } from '../../src/hosting/answer-headers.ts';

/** For people who read the repository. */
const NOT_FOR_HOSTS = ['models/README.md'];

/** Such hosts join what two rules say about one header: these stand in the rule for every address, all others in the rest. */
const EVERYWHERE = ['X-Content-Type-Options', 'Referrer-Policy'];

/** Addresses under which hosts answer with a page, and the file that it is: some leave the ending away. */
const PAGES = {
  '': 'index.html',
  'index.html': 'index.html',
  'handoff.html': 'handoff.html',
  handoff: 'handoff.html',
};

/**
 * @param {string} folder of the built app, absolute
 * @param {string} base that it was built with
 */
export async function writeHostFiles(folder, base) {
  for (const file of NOT_FOR_HOSTS) await rm(join(folder, file), { force: true });
  // GitHub Pages else runs its site generator over the folder.
  await writeFile(join(folder, '.nojekyll'), '');
  const assets = await readdir(join(folder, 'assets'));
  await writeFile(join(folder, '_headers'), headersFile(assets, base.startsWith('/') ? base : '/'));
}

/**
 * In the format of Netlify and Cloudflare Pages. Pages and workers obey a policy: they have a rule each, by their whole name.
 * Such a file knows no query, so it does not say who may frame the page (`?embed=1`); the service worker does.
 * @param {readonly string[]} assets names of files in `assets/`
 * @param {string} root path of the app's folder, from slash to slash
 */
export function headersFile(assets, root) {
  const workers = assets.filter((name) => /\.worker[-.].*\.js$/.test(name)).sort();
  const files = [...Object.entries(PAGES), ...workers.map((name) => [`assets/${name}`, `assets/${name}`])];
  return [
    '# Read at the root of a site only. Who may frame the page is said by the service worker: this file knows no query.',
    ...rule(
      `${root}*`,
      headersOf('index.html').filter(([name]) => EVERYWHERE.includes(name)),
    ),
    ...files.flatMap(([path, file = '']) =>
      rule(
        root + path,
        headersOf(file).filter(([name]) => !EVERYWHERE.includes(name)),
      ),
    ),
    '',
  ].join('\n');
}

/**
 * @param {string} path
 * @param {[string, string][]} headers
 */
const rule = (path, headers) => [path, ...headers.map(([name, value]) => `  ${name}: ${value}`)];

/**
 * @param {string} file
 * @returns {[string, string][]}
 */
function headersOf(file) {
  const headers = { ...answerHeaders(new URL(file, 'https://any.invalid')) };
  if (file === 'index.html') {
    const policy = headers['Content-Security-Policy'] ?? '';
    headers['Content-Security-Policy'] = policy.replace(/; frame-ancestors [^;]*/, '');
    headers['Cross-Origin-Resource-Policy'] = 'cross-origin';
  }
  return Object.entries(headers);
}
