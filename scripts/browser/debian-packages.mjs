/** Debian's packages, for root alone: everybody else is told what is missing and installs it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * @param {readonly string[]} packages
 * @returns {boolean} whether they are installed now; what went wrong is printed
 */
export function installPackages(packages) {
  const root = process.getuid?.() === 0;
  if (!root || !existsSync('/etc/debian_version')) return false;
  console.log(`Installing Debian’s ${packages.join(' and ')}…`);
  return (
    succeeds('apt-get', ['update']) &&
    succeeds('apt-get', ['install', '-y', '--no-install-recommends', ...packages])
  );
}

/**
 * Runs quietly; of a failure the last line is printed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} options
 */
export function succeeds(command, args, options = {}) {
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
