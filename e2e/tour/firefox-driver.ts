/** A stock Firefox, driven by puppeteer-core over WebDriver BiDi; nothing lies between them. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import type { Driver } from './driver.ts';
import { until } from './until.ts';

const DOWNLOAD_MS = 15_000;

/** Saves without asking, into a folder of the tour's. */
const savesInto = (folder: string) => ({
  'browser.download.folderList': 2,
  'browser.download.dir': folder,
  'browser.download.useDownloadDir': true,
  'browser.download.always_ask_before_handling_new_types': false,
});

/** The file that came into a folder, once it is whole: Firefox writes a `.part` beside it until then. */
async function arrived(folder: string): Promise<string | null> {
  const names = await readdir(folder);
  const [name] = names;
  return name === undefined || names.some((one) => one.endsWith('.part')) ? null : join(folder, name);
}

/** @param executablePath of the browser. @param prefs beside those of a tour. */
export async function driveFirefox(
  executablePath: string,
  prefs: Readonly<Record<string, unknown>> = {},
): Promise<Driver> {
  const folder = await mkdtemp(join(tmpdir(), 'tour-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    extraPrefsFirefox: { ...savesInto(folder), ...prefs },
  });
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error instanceof Error ? error.message : String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return {
    version: (await browser.version()).replace('firefox/', 'Firefox '),
    means: 'puppeteer-core, WebDriver BiDi',
    open: async (address) => void (await page.goto(address)),
    evaluate: (act, argument) => page.evaluate(act as never, argument), // puppeteer's type of a function is its own
    pointer: {
      move: ({ x, y }) => page.mouse.move(x, y),
      down: () => page.mouse.down(),
      up: () => page.mouse.up(),
    },
    press: (key) => page.keyboard.press(key),
    resize: (width, height) => page.setViewport({ width, height }),
    screenshot: async () => Buffer.from(await page.screenshot()),
    async download(act) {
      await act();
      const path = await until(
        'the file that was exported lies on the disk',
        () => arrived(folder),
        DOWNLOAD_MS,
      );
      return readFile(path, 'utf8');
    },
    errors: () => errors,
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
