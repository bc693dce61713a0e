/** Builds `dist/` (the app) and `dist-lab/` (see `vite.lab.config.ts`) when they are older than what they are made of. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
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

/** @typedef {{ name: string, folder: string, config: string, sources: readonly string[] }} Site */

/** @type {Site} */
export const APP = {
  name: 'the app',
  folder: 'dist',
  config: 'vite.config.ts',
  sources: [...SHARED, 'index.html', 'vite.config.ts'],
};
/** @type {Site} */
export const LAB = {
  name: 'the lab pages',
  folder: 'dist-lab',
  config: 'vite.lab.config.ts',
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
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === (await fingerprint(site))) return;
  await buildSite(site);
}

/** @param {Site} site */
export async function buildSite(site) {
  const wanted = await fingerprint(site);
  console.log(`Building ${site.name}…`);
  // Vite leaves "development" behind when it has served in this process, and React would be built so.
  process.env.NODE_ENV = 'production';
  await build({ root: PROJECT, configFile: join(PROJECT, site.config), logLevel: 'warn' });
  writeFileSync(stampOf(site), wanted);
}

/** @param {Site} site */
const stampOf = ({ folder }) => join(PROJECT, folder, '.built-from');

/**
 * Names, sizes and times of every source, and the commit that the build names.
 * @param {Site} site
 */
async function fingerprint({ sources }) {
  const hash = createHash('sha256');
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
