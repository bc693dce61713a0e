/**
 * A Chromium for tests and measurements: the one that is there, else Playwright's own, else (on Debian as root)
 * Debian's, else one message that says what to do.
 */
import { join } from 'node:path';
import { PROJECT } from '../bootstrap.mjs';
import { installPackages, succeeds } from './debian-packages.mjs';
import { findBrowser } from './find-browser.mjs';

const DOWNLOAD_MS = 300_000;

/**
 * @returns {string} path of the executable
 * @throws {Error} when there is none and none can be had
 */
export function obtainBrowser() {
  const found = findBrowser() ?? installed(playwrightsOwn) ?? installed(() => installPackages(['chromium']));
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
  return succeeds(process.execPath, [cli, 'install', 'chromium'], { timeout: DOWNLOAD_MS });
}
