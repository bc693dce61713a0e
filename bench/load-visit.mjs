/** One visit in a browser of its own, and what it cost: paints, blocking, until Run can be pressed, until results are drawn. */
import { chromium } from '@playwright/test';
import { launchOptions } from '../scripts/browser/launch-options.mjs';

const VIEWPORT = { width: 1440, height: 900 };
/** A task longer than this blocks (as Lighthouse counts). */
const LONG_TASK_MS = 50;

/**
 * A connection as Lighthouse simulates one; it holds for the page and not for its workers. `cpuSlowdown` slows the page's thread.
 * @typedef {{ name: string, downloadBytesPerSecond: number, latencyMs: number, cpuSlowdown: number } | null} Throttling null: none
 * Milliseconds since the navigation, but for `blockingMs`: what tasks of the page's thread took beyond 50 ms each, until `readyMs`.
 * @typedef {{ firstPaintMs: number, largestPaintMs: number, blockingMs: number, readyMs: number }} Load
 * @typedef {{ readyMs: number, firstDrawnMs: number, allResultsMs: number }} Start
 */

/**
 * @template T
 * @param {{ executable: string, profile: string, serviceWorkers?: 'allow' | 'block' }} place `profile`: a folder that the browser
 * keeps things in
 * @param {(page: import('@playwright/test').Page) => Promise<T>} work
 */
export async function inBrowser({ executable, profile, serviceWorkers = 'allow' }, work) {
  const options = { ...launchOptions(executable), viewport: VIEWPORT, serviceWorkers };
  const context = await chromium.launchPersistentContext(profile, options);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.addInitScript(() => localStorage.setItem('playground-baselines', '{"automatic":false}'));
    return await work(page);
  } finally {
    await context.close();
  }
}

/**
 * Opens the page and waits until Run can be pressed.
 * @param {import('@playwright/test').Page} page @param {string} address @param {Throttling} throttling
 * @returns {Promise<Load>}
 */
export async function load(page, address, throttling) {
  await throttle(page, throttling);
  await page.addInitScript(() => {
    const seen = { largest: 0, blocking: /** @type {[number, number][]} */ ([]) };
    Object.assign(globalThis, { seenLoad: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.largest = entry.startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.blocking.push([entry.startTime, entry.duration]);
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(address);
  const readyMs = await ready(page);
  return page.evaluate(
    ({ readyMs, longMs }) => {
      const { seenLoad } = /** @type {{ seenLoad: { largest: number, blocking: [number, number][] } }} */ (
        /** @type {unknown} */ (globalThis)
      );
      const blocking = seenLoad.blocking.filter(([startedAt]) => startedAt < readyMs);
      return {
        firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
        largestPaintMs: seenLoad.largest,
        blockingMs: blocking.reduce((sum, [, duration]) => sum + Math.max(0, duration - longMs), 0),
        readyMs,
      };
    },
    { readyMs, longMs: LONG_TASK_MS },
  );
}

/**
 * Opens the page and presses Run as soon as that can be done.
 * @param {import('@playwright/test').Page} page @param {string} address
 * @returns {Promise<Start>}
 */
export async function start(page, address) {
  await page.goto(address);
  const readyMs = await ready(page);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const since = async (/** @type {() => boolean} */ condition) => {
    await page.waitForFunction(condition, null, { polling: 'raf', timeout: 120_000 });
    return page.evaluate(() => performance.now());
  };
  const firstDrawnMs = await since(() => globalThis.playground.drawnResults() > 0);
  const allResultsMs = await since(
    () => globalThis.playground.snapshot()?.tenants.every(({ completions }) => completions > 0) === true,
  );
  return { readyMs, firstDrawnMs, allResultsMs };
}

/** @param {import('@playwright/test').Page} page */
async function ready(page) {
  await page.waitForFunction(() => globalThis.playground !== undefined);
  await page.evaluate(() => globalThis.playground.opened());
  await page.getByRole('button', { name: 'Run', exact: true }).waitFor();
  return page.evaluate(() => performance.now());
}

/** @param {import('@playwright/test').Page} page @param {Throttling} throttling */
async function throttle(page, throttling) {
  if (throttling === null) return;
  const session = await page.context().newCDPSession(page);
  const { downloadBytesPerSecond, latencyMs, cpuSlowdown } = throttling;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latencyMs,
    downloadThroughput: downloadBytesPerSecond,
    uploadThroughput: downloadBytesPerSecond,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
}

/**
 * What lies in the caches of the app, by cache, once so many files of models are there.
 * @param {import('@playwright/test').Page} page @param {number} modelFiles
 * @returns {Promise<{ name: string, files: number, bytes: number }[]>}
 */
export async function cached(page, modelFiles) {
  await page.evaluate(
    async ({ wanted, patienceMs }) => {
      const stored = async () => {
        const name = (await caches.keys()).find((one) => one.endsWith(' models'));
        return name === undefined ? 0 : (await (await caches.open(name)).keys()).length;
      };
      const until = performance.now() + patienceMs;
      while ((await stored()) < wanted) {
        if (performance.now() > until) throw new Error('the models that ran are not stored');
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    },
    { wanted: modelFiles, patienceMs: 120_000 },
  );
  return page.evaluate(async () => {
    const kept = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      const answers = await Promise.all((await cache.keys()).map((request) => cache.match(request)));
      const bodies = await Promise.all(answers.map(async (answer) => (await answer?.blob())?.size ?? 0));
      kept.push({ name, files: bodies.length, bytes: bodies.reduce((sum, size) => sum + size, 0) });
    }
    return kept;
  });
}
