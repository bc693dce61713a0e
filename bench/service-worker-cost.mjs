/**
 * What the service worker costs who has a network: until everything is stored on a first visit, and a second visit with it
 * against one of a browser that has none. Interleaved, the first of a round by turns; medians with ranges, ratios of a round.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compressedHost } from './compressed-host.mjs';
import { inBrowser, start } from './load-visit.mjs';
import { spread } from './statistics.mjs';
import { table } from './summary.mjs';

const WINDOW_MS = 5000;

/** @typedef {import('./load-visit.mjs').Start & { perSecond: number }} Visit `perSecond`: inferences of all models, of `WINDOW_MS` */

/** @param {string} executable @param {number} rounds */
export async function serviceWorkerCost(executable, rounds) {
  /** @type {{ storedMs: number, with: Visit, without: Visit }[]} */
  const taken = [];
  for (let round = 0; round < rounds; round += 1) taken.push(await oneRound(executable, round % 2 === 0));
  const row = (/** @type {string} */ name, /** @type {keyof Visit} */ key, /** @type {number} */ unit) => [
    name,
    .../** @type {const} */ (['with', 'without']).map((which) =>
      spread(
        taken.map((round) => round[which][key] / unit),
        2,
      ),
    ),
    spread(
      taken.map((round) => round.with[key] / round.without[key]),
      2,
    ),
  ];
  console.log(`\nA second visit with the service worker and without one, the host there; ${rounds} rounds.`);
  console.log(
    table([
      ['', 'with', 'without', 'with / without'],
      row('Run can be pressed, s', 'readyMs', 1000),
      row('first result drawn, s', 'firstDrawnMs', 1000),
      row('every model has a result, s', 'allResultsMs', 1000),
      row(`inferences a second, of ${WINDOW_MS / 1000} s`, 'perSecond', 1),
    ]),
  );
  const stored = spread(
    taken.map(({ storedMs }) => storedMs / 1000),
    2,
  );
  console.log(
    `On the first visit, which ran four models, the app was stored ${stored} s after the navigation.`,
  );
}

/** @param {string} executable @param {boolean} withFirst */
async function oneRound(executable, withFirst) {
  const host = await compressedHost();
  const folders = await Promise.all([0, 1].map(() => mkdtemp(join(tmpdir(), 'worker-cost-'))));
  const [profile = '', other = ''] = folders;
  const worker = { executable, profile };
  const none = { executable, profile: other, serviceWorkers: /** @type {const} */ ('block') };
  const visit = (/** @type {typeof worker | typeof none} */ place) =>
    inBrowser(place, async (page) => ({
      ...(await start(page, host.address)),
      perSecond: await throughput(page),
    }));
  try {
    const storedMs = await inBrowser(worker, async (page) => {
      await page.addInitScript(() => {
        const active = navigator.serviceWorker.ready.then(() => performance.now());
        Object.assign(globalThis, { active });
      });
      await start(page, host.address);
      return page.evaluate(
        () => /** @type {{ active: Promise<number> }} */ (/** @type {unknown} */ (globalThis)).active,
      );
    });
    await inBrowser(none, (page) => start(page, host.address));
    const first = await visit(withFirst ? worker : none);
    const second = await visit(withFirst ? none : worker);
    return { storedMs, with: withFirst ? first : second, without: withFirst ? second : first };
  } finally {
    await host.close();
    for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Inferences a second of all models, from now on. @param {import('@playwright/test').Page} page */
async function throughput(page) {
  await page.evaluate(() => globalThis.playground.beginWindow());
  await page.waitForTimeout(WINDOW_MS);
  const { tenants } = await page.evaluate(() => globalThis.playground.endWindow());
  return tenants.reduce((sum, { throughputPerSecond }) => sum + throughputPerSecond, 0);
}
