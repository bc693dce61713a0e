/**
 * Gets an npm tarball by name, version and integrity through the user's own npm settings, and keeps it in
 * `node_modules/.cache/models`. Must not know what is inside. A kept tarball is verified each time it is used.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PROJECT } from './catalog.mjs';
import { Failure } from './failure.mjs';

const CACHE = join(PROJECT, 'node_modules', '.cache', 'models');
const HEARTBEAT_MS = 5000;

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
  const incoming = await mkdtemp(join(CACHE, 'incoming-'));
  try {
    await pack(spec, incoming, log);
    const [file] = (await readdir(incoming)).filter((entry) => entry.endsWith('.tgz'));
    if (file === undefined) throw new Failure(`npm fetched no tarball for ${spec}: run again.`);
    const found = await integrityOf(join(incoming, file));
    if (found !== wanted.integrity) {
      throw new Failure(
        `${spec} is not the tarball that the catalog names (integrity ${found?.slice(0, 19)}… instead of ${wanted.integrity.slice(0, 19)}…): nothing of it was used; check the npm registry settings.`,
      );
    }
    await rename(join(incoming, file), kept);
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
  return kept;
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
 * @param {string} spec
 * @param {string} folder
 * @param {(line: string) => void} log
 * @returns {Promise<void>}
 */
async function pack(spec, folder, log) {
  const args = ['pack', spec, '--pack-destination', folder, '--json', '--ignore-scripts', '--prefer-offline'];
  const startedAt = Date.now();
  const heartbeat = setInterval(() => log(`  fetching, ${seconds(startedAt)}`), HEARTBEAT_MS);
  try {
    const { status, text } = await runNpm(args);
    if (status !== 0) throw new Failure(explain(spec, text));
  } finally {
    clearInterval(heartbeat);
  }
}

/**
 * @param {string[]} args
 * @returns {Promise<{ status: number | null, text: string }>}
 */
function runNpm(args) {
  // Under an npm script this is the npm that the user started; the shell is how Windows finds `npm.cmd`.
  const cli = process.env.npm_execpath;
  const own = cli?.endsWith('.js') === true && cli.includes('npm-cli');
  const command = own ? process.execPath : 'npm';
  const windows = !own && process.platform === 'win32';
  const quoted = windows ? args.map((arg) => `"${arg}"`) : args;
  return new Promise((resolve, reject) => {
    const child = spawn(command, own && cli !== undefined ? [cli, ...args] : quoted, {
      cwd: PROJECT,
      shell: windows,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part) => (text += part));
    child.on('error', () =>
      reject(new Failure('npm could not be started: install Node.js with npm and run again.')),
    );
    child.on('close', (status) => resolve({ status, text }));
  });
}

/**
 * npm's error code as a sentence.
 * @param {string} spec
 * @param {string} text everything that npm printed
 */
function explain(spec, text) {
  const code =
    /npm (?:error|ERR!) code (\w+)/.exec(text)?.[1] ?? /"code":\s*"(\w+)"/.exec(text)?.[1] ?? 'unknown';
  if (
    /^(ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED|FETCH_ERROR)$/.test(
      code,
    )
  ) {
    return `${spec} could not be fetched because the npm registry is out of reach (${code}): connect to the network and run again.`;
  }
  if (code === 'E404' || code === 'ETARGET')
    return `The npm registry in use does not have ${spec} (${code}).`;
  if (code === 'EINTEGRITY') return `${spec} arrived damaged (${code}): nothing of it was used; run again.`;
  if (code === 'ENOSPC') return `The disk is full: fetching ${spec} failed; free some space and run again.`;
  return `npm could not fetch ${spec} (${code}): try \`npm pack ${spec} --dry-run\` to see why.`;
}

/** @param {number} bytes */
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** @param {number} startedAt */
export const seconds = (startedAt) => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
