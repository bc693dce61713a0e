/**
 * A Chromium for tests and measurements: the one that is there, else Playwright's own, else (on Debian as root)
 * Debian's, else one message that says what to do.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../bootstrap.mjs';
import { findBrowser } from './find-browser.mjs';

const DOWNLOAD_MS = 300_000;

/**
 * @returns {string} path of the executable
 * @throws {Error} when there is none and none can be had
 */
export function obtainBrowser() {
  const found = findBrowser() ?? installed(playwrightsOwn) ?? installed(debians);
  if (found !== null) return found;
  throw new Error(
    'No Chromium was found and none could be installed. Install Chrome or Chromium, or set CHROME_PATH to its executable, and run again.',
  );
}

/** @param {() => boolean} install */
const installed = (install) => (install() ? findBrowser() : null);

function playwrightsOwn() {
  console.log('No Chromium here: asking Playwright for its own…');
  const cli = join(PROJECT, 'node_modules', '@playwright', 'test', 'cli.js');
  return run(process.execPath, [cli, 'install', 'chromium'], { timeout: DOWNLOAD_MS });
}

function debians() {
  const root = process.getuid?.() === 0;
  if (!root || !existsSync('/etc/debian_version')) return false;
  console.log('Installing Debian’s chromium…');
  return (
    run('apt-get', ['update']) && run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
  );
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} options
 */
function run(command, args, options = {}) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env, ...options });
  if (status !== 0) console.log(`  ${lastLine(`${stdout}\n${stderr}`)}`);
  return status === 0;
}

/** @param {string} text */
const lastLine = (text) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .at(-1) ?? 'it did not work';
