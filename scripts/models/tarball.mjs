/**
 * Gets an npm tarball by name, version and integrity through the user's own npm settings, and keeps it in
 * `.cache/models`. Must not know what is inside. A kept tarball is verified each time it is used.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PROJECT } from './catalog.mjs';
import { download } from './download.mjs';
import { Failure } from './failure.mjs';
import { explainNpm, runNpm } from './npm.mjs';

const CACHE = join(PROJECT, '.cache', 'models');

/**
 * @param {string} name
 * @param {import('./catalog.mjs').Package} wanted
 * @param {(line: string) => void} log
 * @returns {Promise<string>} path of a tarball whose integrity was verified
 */
export async function obtainTarball(name, wanted, log) {
  const spec = `${name}@${wanted.version}`;
  const kept = join(CACHE, `${name.replace('@', '').replace('/', '-')}-${wanted.version}.tgz`);
  if ((await integrityOf(kept)) === wanted.integrity) {
    log(`  kept from an earlier run: ${megabytes(wanted.bytes)}`);
    return kept;
  }
  await mkdir(CACHE, { recursive: true });
  const partial = `${kept}.part`;
  const fetched = await fetchTo(spec, partial, wanted.bytes, log);
  if (!fetched) await pack(spec, partial, log);
  const found = await integrityOf(partial);
  if (found !== wanted.integrity) {
    await rm(partial, { force: true });
    throw new Failure(
      `${spec} is not the tarball that the catalog names (integrity ${found?.slice(0, 19)}… instead of ${wanted.integrity.slice(0, 19)}…): nothing of it was used; check the npm registry settings.`,
    );
  }
  await rename(partial, kept);
  return kept;
}

/**
 * The quick way: asks npm for the address and downloads with progress and resume.
 * @param {string} spec
 * @param {string} partial
 * @param {number} bytes
 * @param {(line: string) => void} log
 * @returns {Promise<boolean>} false when it did not work: a registry may ask for more than an address (a proxy, a login)
 * @throws {Failure} when npm does not know the package or cannot reach its registry
 */
async function fetchTo(spec, partial, bytes, log) {
  // npm's own retries would say nothing for over a minute when there is no network.
  const impatient = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=3000'];
  const { status, output, text } = await runNpm(['view', spec, 'dist.tarball', '--json', ...impatient]);
  if (status !== 0) throw new Failure(explainNpm(spec, text));
  try {
    await download(JSON.parse(output), partial, bytes, log);
    return true;
  } catch (thrown) {
    log(`  ${thrown instanceof Error ? thrown.message : String(thrown)}: lets npm fetch it`);
    return false;
  }
}

/**
 * @param {string} path
 * @returns {Promise<string | null>} null when there is no such file
 */
async function integrityOf(path) {
  const hash = createHash('sha512');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
    throw thrown;
  }
  return `sha512-${hash.digest('base64')}`;
}

/**
 * The sure way: npm itself, which knows proxies and logins, but tells no progress.
 * @param {string} spec
 * @param {string} target
 * @param {(line: string) => void} log
 */
async function pack(spec, target, log) {
  const incoming = await mkdtemp(join(CACHE, 'incoming-'));
  const startedAt = Date.now();
  const heartbeat = setInterval(() => log(`  fetching, ${seconds(startedAt)}`), 5000);
  try {
    const args = ['pack', spec, '--pack-destination', incoming, '--json', '--ignore-scripts'];
    const { status, text } = await runNpm(args);
    if (status !== 0) throw new Failure(explainNpm(spec, text));
    const [file] = (await readdir(incoming)).filter((entry) => entry.endsWith('.tgz'));
    if (file === undefined) throw new Failure(`npm fetched no tarball for ${spec}: run again.`);
    await rename(join(incoming, file), target);
  } finally {
    clearInterval(heartbeat);
    await rm(incoming, { recursive: true, force: true });
  }
}

/** @param {number} bytes */
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** @param {number} startedAt */
export const seconds = (startedAt) => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
