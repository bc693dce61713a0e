/**
 * `npm run bench -- --endurance <preset>`: does a long run stay flat? Samples the page's heap, the executors' memory and
 * the number of workers, and reports the slope of each. `--minutes N` (10).
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT } from '../scripts/bootstrap.mjs';
import { heapMeter, memoryOf } from './memory-sampler.mjs';
import { withPlayground } from './page.mjs';
import { slopeOf } from './statistics.mjs';
import { figure, table } from './summary.mjs';

const SAMPLE_MS = 10_000;
/** Until every model has run and its code is compiled. */
const SETTLE_MS = 30_000;

/** What is sampled, and its unit. */
const QUANTITIES = /** @type {const} */ ([
  ['heap', 'JavaScript heap of the page after collection, MB'],
  ['tensors', 'tensors of all executors, MB'],
  ['reserved', 'reserved by all executors, MB'],
  ['workers', 'workers'],
  ['completions', 'completions a second'],
]);

/** @param {string[]} args */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      endurance: { type: 'string' },
      minutes: { type: 'string', default: '10' },
      address: { type: 'string' },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Error('--minutes should be a number above zero.');
  const path = join(PROJECT, 'public', 'presets', `${values.endurance}.json`);
  const scenario = JSON.parse(await readFile(path, 'utf8'));
  return withPlayground({ address: values.address }, async (page) => {
    await page.evaluate((document) => globalThis.playground.loadScenario(document), scenario);
    await page.evaluate(() => globalThis.playground.prepare({ alone: false, warmupMs: 0 }));
    await page.waitForTimeout(SETTLE_MS);
    const samples = await sample(page, minutes * 60_000);
    console.log(
      `\n${scenario.name}, ${minutes} minutes, a sample every ${SAMPLE_MS / 1000} s after ${SETTLE_MS / 1000} s`,
    );
    console.log(table([['what', 'first', 'last', 'slope a minute'], ...rowsOf(samples)]));
    return 0;
  });
}

/** @typedef {{ minute: number } & Record<(typeof QUANTITIES)[number][0], number>} Sample */

/** @param {import('@playwright/test').Page} page @param {number} durationMs @returns {Promise<Sample[]>} */
async function sample(page, durationMs) {
  const heapOf = await heapMeter(page);
  /** @type {Sample[]} */
  const samples = [];
  const startedAt = Date.now();
  let before = await completionsOf(page);
  while (Date.now() - startedAt < durationMs) {
    await page.waitForTimeout(SAMPLE_MS);
    const heap = await heapOf();
    const now = await completionsOf(page);
    const { tensors, reserved, workers } = await memoryOf(page);
    samples.push({
      minute: (now.at - startedAt) / 60_000,
      heap,
      tensors,
      reserved,
      workers,
      completions: ((now.completions - before.completions) / (now.at - before.at)) * 1000,
    });
    before = now;
  }
  return samples;
}

/** @param {import('@playwright/test').Page} page */
const completionsOf = async (page) => ({
  completions: await page.evaluate(() =>
    (globalThis.playground.snapshot()?.tenants ?? []).reduce((sum, one) => sum + one.completions, 0),
  ),
  at: Date.now(),
});

/** @param {readonly Sample[]} samples */
function rowsOf(samples) {
  return QUANTITIES.map(([key, what]) => {
    const points = samples.map((one) => /** @type {const} */ ([one.minute, one[key]]));
    return [what, figure(samples[0]?.[key], 2), figure(samples.at(-1)?.[key], 2), figure(slopeOf(points), 3)];
  });
}
