/** Builds `dist/` (the app) and `dist-lab/` (see `vite.lab.config.ts`) when they are older than what they are made of. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { build } from 'vite';
import { PROJECT } from '../bootstrap.mjs';

const SHARED = [
  'src',
  'public',
  'package.json',
  'package-lock.json',
  'scripts/server/headers.mjs',
  'scripts/server/worker-build.mjs',
];

/**
 * `base`: the path that it is served from; relative: any.
 * @typedef {{ name: string, folder: string, config: string, base: string, sources: readonly string[] }} Site
 */

/** @type {Site} */
export const APP = {
  name: 'the app',
  folder: 'dist',
  config: 'vite.config.ts',
  base: './',
  sources: [
    ...SHARED,
    'index.html',
    'vite.config.ts',
    'scripts/packages',
    'scripts/server/complete-build.mjs',
    'scripts/server/host-files.mjs',
    'scripts/server/service-worker-build.mjs',
  ],
};
/**
 * The app built for one folder of a site alone, for the tests.
 * @type {Site}
 */
export const APP_BELOW = {
  ...APP,
  name: 'the app for one folder',
  folder: '.cache/site/below',
  base: '/below/',
};
/** @type {Site} */
export const LAB = {
  name: 'the lab pages',
  folder: 'dist-lab',
  config: 'vite.lab.config.ts',
  base: './',
  sources: [
    ...SHARED,
    'bench/bare',
    'bench/gpu-recording',
    'bench/timeline',
    'e2e/contract',
    'vite.lab.config.ts',
  ],
};

/**
 * Builds when needed; says so.
 * @param {Site} site
 */
export async function ensureBuilt(site) {
  const stamp = stampOf(site);
  const found = existsSync(stamp) ? readFileSync(stamp, 'utf8') : null;
  if (found !== null && found === stampText(site, await fingerprint(site))) return;
  await buildSite(site);
}

/** @param {Site} site */
export async function buildSite(site) {
  const wanted = await fingerprint(site);
  console.log(`Building ${site.name}…`);
  // Vite leaves "development" behind when it has served in this process, and React would be built so.
  process.env.NODE_ENV = 'production';
  const { base, config, folder } = site;
  await build({
    root: PROJECT,
    configFile: join(PROJECT, config),
    base,
    logLevel: 'warn',
    build: { outDir: join(PROJECT, folder), emptyOutDir: true },
  });
  mkdirSync(dirname(stampOf(site)), { recursive: true });
  writeFileSync(stampOf(site), stampText(site, wanted));
}

/**
 * Beside the folder, which is published as a whole.
 * @param {Site} site
 */
const stampOf = ({ folder }) => join(PROJECT, '.cache', `${basename(folder)}.built-from`);

/**
 * What it was built from, and when its folder was last filled: a build by other means is none of ours.
 * @param {Site} site
 * @param {string} sources
 */
const stampText = ({ folder }, sources) =>
  `${sources} ${statSync(join(PROJECT, folder), { throwIfNoEntry: false })?.mtimeMs ?? 'absent'}`;

/**
 * Names, sizes and times of every source, and the commit that the build names.
 * @param {Site} site
 */
async function fingerprint({ sources, base }) {
  const hash = createHash('sha256').update(`${base}\n`);
  for (const source of sources) {
    const path = join(PROJECT, source);
    const entries = (await stat(path)).isDirectory() ? await filesBelow(path) : [path];
    for (const entry of entries.sort()) {
      const { size, mtimeMs } = await stat(entry);
      hash.update(`${entry}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.update(head()).digest('hex');
}

/** @param {string} folder */
async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function head() {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: PROJECT, encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return 'no git';
  }
}
