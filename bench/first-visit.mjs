/** What a first visit costs: JavaScript of the page before anything runs, and the wait for the first drawn result. */
import { gzipSync } from 'node:zlib';

/**
 * Every script that the page itself loads (workers have their own), compressed as a server would.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} address
 */
export async function firstLoad(browser, address) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(address);
    await page.waitForFunction(() => globalThis.playground !== undefined);
    await page.evaluate(() => globalThis.playground.opened());
    const scripts = await page.evaluate(async () => {
      const loaded = performance
        .getEntriesByType('resource')
        .filter((entry) => /\.js$/.test(entry.name) && !/\.worker-|worker-parts-/.test(entry.name));
      return Promise.all(loaded.map(async (entry) => (await fetch(entry.name)).text()));
    });
    const bytes = scripts.reduce((sum, text) => sum + gzipSync(text).length, 0);
    return { bytes, tensorflow: scripts.some((text) => /registerBackend|KernelBackend/.test(text)) };
  } finally {
    await context.close();
  }
}

/**
 * From the click on Run to the first result that is drawn on the picture, with nothing in the cache, ms.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} address
 * @param {unknown} scenario
 */
export async function firstDrawnMs(browser, address, scenario) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(address);
    await page.waitForFunction(() => globalThis.playground !== undefined);
    await page.evaluate(() => globalThis.playground.opened());
    await page.evaluate((document) => globalThis.playground.loadScenario(document), scenario);
    const button = page.getByRole('button', { name: 'Run', exact: true });
    await button.waitFor();
    const clickedAt = Date.now();
    await button.click();
    await page.waitForFunction(() => globalThis.playground.drawnResults() > 0, null, { polling: 'raf' });
    return Date.now() - clickedAt;
  } finally {
    await context.close();
  }
}
