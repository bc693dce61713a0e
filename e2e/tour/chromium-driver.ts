/** Chromium, driven by Playwright. */
import { readFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { launchOptions } from '../../scripts/browser/launch-options.mjs';
import type { Driver } from './driver.ts';

/** @param executablePath of the browser. */
export async function driveChromium(executablePath: string): Promise<Driver> {
  const browser = await chromium.launch(launchOptions(executablePath));
  // The runner's own settings hold for every page, and refuse service workers to other tests.
  const page = await browser.newPage({ serviceWorkers: 'allow' });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return {
    version: `Chromium ${browser.version()}`,
    means: 'Playwright',
    open: async (address) => void (await page.goto(address)),
    evaluate: (act, argument) => page.evaluate(act as never, argument), // Playwright's type of a function is its own
    pointer: {
      move: ({ x, y }) => page.mouse.move(x, y),
      down: () => page.mouse.down(),
      up: () => page.mouse.up(),
    },
    press: (key) => page.keyboard.press(key),
    resize: (width, height) => page.setViewportSize({ width, height }),
    screenshot: () => page.screenshot(),
    async download(act) {
      const offered = page.waitForEvent('download');
      await act();
      return readFile(await (await offered).path(), 'utf8');
    },
    errors: () => errors,
    close: () => browser.close(),
  };
}
