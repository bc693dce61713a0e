/**
 * Finds a Chromium on this machine: Playwright's own, Chrome, Chromium or Edge. `CHROME_PATH` wins over all. Must not
 * install anything (`obtain-browser.mjs` does).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { executable, placesOnPath } from './executables.mjs';

const ON_PATH = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];

/** @type {Partial<Record<NodeJS.Platform, readonly string[]>>} */
const USUAL_PLACES = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((variable) =>
    ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((path) =>
      join(process.env[variable] ?? 'C:\\', path),
    ),
  ),
};

/**
 * @returns {string | null} path of an executable
 * @throws {Error} when `CHROME_PATH` names no executable
 */
export function findBrowser() {
  const wished = process.env.CHROME_PATH;
  if (wished !== undefined && wished !== '') {
    if (executable(wished)) return wished;
    throw new Error(`CHROME_PATH is "${wished}", which is no executable: correct it or unset it.`);
  }
  const own = chromium.executablePath();
  if (own !== '' && existsSync(own)) return own;
  const candidates = [...(USUAL_PLACES[process.platform] ?? []), ...placesOnPath(ON_PATH)];
  return candidates.find(executable) ?? null;
}
