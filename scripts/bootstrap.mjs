/**
 * Makes a bare clone ready: dependencies installed when missing or stale, the default models assembled. Only Node.js itself may
 * be imported here, because there may be nothing else yet.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const STAMP = join(PROJECT, 'node_modules', '.installed-from');
const OLDEST_NODE = [20, 19];

/** @throws {Error} one sentence that says what to install */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = OLDEST_NODE;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new Error(
    `Node.js ${OLDEST_NODE.join('.')} or newer is needed, this is ${version}: install it first.`,
  );
}

/** What the installed dependencies depend on. */
const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(PROJECT, 'package-lock.json')))
    .update(process.version)
    .digest('hex');

/** Runs `npm ci` unless `node_modules` was installed from this very lock file. */
export function ensureDependencies() {
  const wanted = lockHash();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  console.log('Installing dependencies…');
  const windows = process.platform === 'win32';
  // Development dependencies are needed to build, whatever NODE_ENV says.
  const { status } = spawnSync(
    windows ? 'npm.cmd' : 'npm',
    ['ci', '--include=dev', '--no-audit', '--no-fund'],
    {
      cwd: PROJECT,
      stdio: 'inherit',
      shell: windows,
    },
  );
  if (status !== 0) throw new Error('The dependencies could not be installed; what npm says stands above.');
  writeFileSync(STAMP, wanted);
}

/**
 * Assembles the default set of models; without a network the app still starts and says which ones are missing.
 * @param {{ required: boolean }} options
 */
export async function ensureModels({ required }) {
  const { assembleModels } = await import('./assemble-models.mjs');
  const { ok, missing } = await assembleModels({ ids: 'default', log: (line) => console.log(line) });
  if (ok) return;
  const sentences = [...new Set(missing.map(({ reason }) => reason))].join(' ');
  const ids = missing.map(({ id }) => id).join(', ');
  if (required) throw new Error(`Models are missing (${ids}). ${sentences}`);
  console.warn(`Models are missing (${ids}). ${sentences} The app starts; these models will not.`);
}
