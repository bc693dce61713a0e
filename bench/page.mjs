/**
 * The built app in a real browser, driven through `globalThis.playground` (see `src/ui/automation.ts`). Whoever opens
 * a browser closes it. It measures what only the browser knows: the main thread's own task time.
 */
import { chromium } from '@playwright/test';
import { launchOptions, SOFTWARE_GPU } from '../scripts/browser/launch-options.mjs';
import { obtainBrowser } from '../scripts/browser/obtain-browser.mjs';
import { APP, ensureBuilt } from '../scripts/server/built.mjs';
import { serve } from '../scripts/server/serve.mjs';

const VIEWPORT = { width: 1440, height: 900 };

/** @typedef {import('../e2e/automation.d.ts').SeenRunFile} RunFile */
/** @typedef {{ alone: boolean, warmupMs: number, aloneMs: number }} Preparation */
/** @typedef {{ preparation: Preparation, durationMs: number, predict?: boolean, beforeEnd?: () => Promise<unknown> }} Plan */

/**
 * @param {string} executablePath
 * @param {{ headed?: boolean, softwareGpu?: boolean }} options
 */
export const launch = (executablePath, { headed = false, softwareGpu = false } = {}) =>
  chromium.launch(launchOptions(executablePath, { headed, extra: softwareGpu ? SOFTWARE_GPU : [] }));

/** Runs in the page before it loads: who measures asks for baselines, and has none taken in the middle of a window. */
const noAutomaticBaselines = () => localStorage.setItem('playground-baselines', '{"automatic":false}');

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} address
 * @returns {Promise<import('@playwright/test').Page>} with a scenario open, nothing running
 */
export async function openPlayground(browser, address) {
  const page = await browser.newPage({ viewport: VIEWPORT });
  page.on('pageerror', (error) => console.error(`The page threw: ${error.message}`));
  await page.addInitScript(noAutomaticBaselines);
  await page.goto(address);
  await page.waitForFunction(() => globalThis.playground !== undefined);
  await page.evaluate(() => globalThis.playground.opened());
  return page;
}

/**
 * Opens the app, lets `work` have it, and closes everything.
 * @template T
 * @param {{ address: string | undefined, softwareGpu?: boolean }} place `address`: an app that is served already
 * @param {(page: import('@playwright/test').Page) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withPlayground({ address, softwareGpu = false }, work) {
  const executable = obtainBrowser();
  const app = await served(address);
  const browser = await launch(executable, { softwareGpu });
  try {
    return await work(await openPlayground(browser, app.address));
  } finally {
    await browser.close();
    await app.close();
  }
}

/** @param {string | undefined} address the given one, or this build's own */
export async function served(address) {
  if (address !== undefined) return { address, close: async () => {} };
  await ensureBuilt(APP);
  return serve(APP);
}

/**
 * Runs a scenario and returns its run file; the run goes on until the page is closed or stopped.
 * @param {import('@playwright/test').Page} page
 * @param {unknown} scenario refused by the page when it is not valid
 * @param {Plan} plan
 * @returns {Promise<RunFile>}
 */
export async function measureRun(page, scenario, { preparation, ...plan }) {
  await page.evaluate((document) => globalThis.playground.loadScenario(document), scenario);
  await page.evaluate((given) => globalThis.playground.prepare(given), preparation);
  return measureWindow(page, plan);
}

/**
 * The run file of the next `durationMs` of what runs; with what the simulator says of it when that is asked for.
 * @param {import('@playwright/test').Page} page
 * @param {Omit<Plan, 'preparation'>} plan
 * @returns {Promise<RunFile>}
 */
export async function measureWindow(page, { durationMs, predict = false, beforeEnd }) {
  const cost = await startTaskMeter(page);
  await page.evaluate(() => globalThis.playground.beginWindow());
  await page.waitForTimeout(durationMs);
  await beforeEnd?.();
  const file = await page.evaluate(() => globalThis.playground.endWindow());
  const busyFraction = await cost();
  const predicted = predict
    ? await page.evaluate((run) => globalThis.playground.predict(run), file)
    : undefined;
  return {
    ...file,
    ui: { ...file.ui, mainThreadBusyFraction: busyFraction, mainThreadBusyBasis: 'browser-task-duration' },
    ...(predicted === undefined ? {} : { predicted }),
  };
}

/**
 * Task time of the page's main thread from now on, as the browser counts it (DevTools protocol, `TaskDuration`).
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<() => Promise<number>>} ends the measurement: busy time / wall time
 */
async function startTaskMeter(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const value = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return { at: value('Timestamp'), busy: value('TaskDuration') };
  };
  const start = await read();
  return async () => {
    const end = await read();
    await session.detach();
    return (end.busy - start.busy) / (end.at - start.at);
  };
}

/**
 * What the page says, without the browser driver's decoration.
 * @param {unknown} thrown
 */
export function plain(thrown) {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const words = /^page\.evaluate: (?:\w+: )?([^\n]*)/.exec(message)?.[1];
  return new Error(words ?? message, { cause: thrown });
}
