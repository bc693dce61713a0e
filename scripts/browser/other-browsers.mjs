/**
 * Firefox and WebKit for the tours: found where they are, else on Debian as root installed. A machine without them is no
 * failure: whoever needs one is told why it is not there.
 */

import { installPackages } from './debian-packages.mjs';
import { executable, placesOnPath } from './executables.mjs';

/** @typedef {{ missing: string }} Missing one sentence */
/**
 * `browser` and `xvfb` are null where the driver needs none: Safari has a window of its own.
 * @typedef {{ driver: string, browser: string | null, xvfb: string | null }} WebkitPaths
 */

const FIREFOX = ['firefox-esr', 'firefox'];
const FIREFOX_ON_MAC = '/Applications/Firefox.app/Contents/MacOS/firefox';
const MINI_BROWSER = 'MiniBrowser';

/** @returns {string | Missing} path of the executable; `FIREFOX_PATH` wins over all */
export function findFirefox() {
  const found = named('FIREFOX_PATH') ?? [...placesOnPath(FIREFOX), FIREFOX_ON_MAC].find(executable);
  return found ?? { missing: 'No Firefox was found: install firefox-esr, or set FIREFOX_PATH.' };
}

/** @returns {WebkitPaths | Missing} `WEBKIT_DRIVER_PATH` names another WebKitWebDriver */
export function findWebkit() {
  const driver = named('WEBKIT_DRIVER_PATH') ?? placesOnPath(['WebKitWebDriver']).find(executable);
  if (typeof driver === 'object') return driver;
  if (driver === undefined) {
    const safari = placesOnPath(['safaridriver']).find(executable);
    if (safari !== undefined) return { driver: safari, browser: null, xvfb: null };
    return {
      missing: 'No driver of WebKit was found: install webkit2gtk-driver, or set WEBKIT_DRIVER_PATH.',
    };
  }
  const browser = miniBrowsers().find(executable);
  if (browser === undefined)
    return { missing: `${driver} is here, but no MiniBrowser of WebKitGTK that it could drive.` };
  const xvfb = placesOnPath(['Xvfb']).find(executable);
  if (xvfb === undefined)
    return { missing: 'WebKitGTK needs a display, and Xvfb was not found: install xvfb.' };
  return { driver, browser, xvfb };
}

/** Installs on Debian what is missing. It never throws: the tours say what was not there. */
export function obtainOtherBrowsers() {
  if (typeof findFirefox() !== 'string') installPackages(['firefox-esr']);
  if ('missing' in findWebkit()) installPackages(['webkit2gtk-driver', 'xvfb']);
}

/**
 * What a variable of the environment names; undefined where it is not set.
 * @param {string} variable
 * @returns {string | Missing | undefined}
 */
function named(variable) {
  const path = process.env[variable];
  if (path === undefined || path === '') return undefined;
  return executable(path)
    ? path
    : { missing: `${variable} is "${path}", which is no executable: correct it or unset it.` };
}

/** Where distributions put it: no folder of the path. */
function miniBrowsers() {
  const libraries = [
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib/aarch64-linux-gnu',
    '/usr/lib64',
    '/usr/lib',
    '/usr/libexec',
  ];
  return libraries.flatMap((folder) =>
    ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'].map(
      (version) => `${folder}/${version}/${MINI_BROWSER}`,
    ),
  );
}
