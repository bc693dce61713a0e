/** Builds `dist/` when it is missing or older than what it is made of. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { PROJECT } from '../bootstrap.mjs';

const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json', 'package-lock.json'];
const STAMP = join(PROJECT, 'dist', '.built-from');

/** Builds when needed; says so. */
export async function ensureBuilt() {
  const wanted = await fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  await buildApp();
}

export async function buildApp() {
  const wanted = await fingerprint();
  console.log('Building…');
  await build({ root: PROJECT, logLevel: 'warn' });
  writeFileSync(STAMP, wanted);
}

/** Names, sizes and times of every source, and the commit that the build names. */
async function fingerprint() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
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
