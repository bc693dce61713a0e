/**
 * `npm run bench`: the product against bare TensorFlow.js workers, on WASM, interleaved in one run, as ratios of
 * medians; and what a first visit costs. `--rounds N` (5), `--seconds N` measured at a time (3).
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT } from '../scripts/bootstrap.mjs';
import { obtainBrowser } from '../scripts/browser/obtain-browser.mjs';
import { APP, ensureBuilt, LAB } from '../scripts/server/built.mjs';
import { serve } from '../scripts/server/serve.mjs';
import { openBare } from './bare-page.mjs';
import { firstDrawnMs, firstLoad } from './first-visit.mjs';
import { launch, measureRun, openPlayground } from './page.mjs';
import { figure, table } from './summary.mjs';

const SOLO_MODEL = 'movenet-lightning';
/** Before every measurement, on both sides: code is still being compiled at first. */
const WARMUP_MS = 2000;

/** @param {string} name @returns {Promise<any>} a preset's document, on WASM */
async function presetOnWasm(name) {
  const preset = JSON.parse(await readFile(join(PROJECT, 'public', 'presets', `${name}.json`), 'utf8'));
  for (const executor of preset.executors) executor.backend = 'wasm';
  return preset;
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2;
}

/** @param {readonly number[]} values @param {number} decimals */
const spread = (values, decimals) =>
  `${figure(median(values), decimals)} (${figure(Math.min(...values), decimals)}–${figure(Math.max(...values), decimals)})`;

/** STP of closed loops: Σ shared / alone. @param {readonly number[]} alone @param {readonly number[]} together */
const stpOf = (alone, together) =>
  together.reduce((sum, rate, index) => sum + rate / (alone[index] ?? Number.NaN), 0);

/**
 * Runs both sides one after the other, the product first in every other round.
 * @template A, B
 * @param {number} round
 * @param {() => Promise<A>} bare
 * @param {() => Promise<B>} product
 * @returns {Promise<[A, B]>}
 */
async function bothWays(round, bare, product) {
  if (round % 2 === 1) return [await bare(), await product()];
  const measured = await product();
  return [await bare(), measured];
}

/**
 * One round of four at once.
 * @param {Stage} stage
 * @param {any} preset
 * @param {number} measureMs
 * @param {number} round
 */
async function roundOfFour({ browser, app, lab }, preset, measureMs, round) {
  const modelIds = preset.tenants.map((/** @type {{ modelId: string }} */ tenant) => tenant.modelId);
  const bareStp = async () => {
    const bare = await openBare(browser, lab, modelIds);
    const alone = await bare.alone(WARMUP_MS, measureMs);
    const together = await bare.together(WARMUP_MS, 2 * measureMs);
    await bare.close();
    return stpOf(alone, together);
  };
  const product = () =>
    runProduct(browser, app, preset, {
      preparation: { alone: true, warmupMs: WARMUP_MS, aloneMs: measureMs },
      durationMs: 2 * measureMs,
    });
  const [bare, { totals, ui }] = await bothWays(round, bareStp, product);
  return { bareStp: bare, stp: totals.stp ?? Number.NaN, busy: ui.mainThreadBusyFraction ?? Number.NaN };
}

/** Pairs of short windows in a round of one tenant: the machine's speed drifts by more than what is to be seen. */
const PAIRS = 4;
const PAIR_MS = 1500;
/** Discarded at the start of each window. */
const PAIR_WARMUP_MS = 400;

/**
 * One round of one closed-loop tenant against a bare loop on the same model: short windows of both in turn, each side
 * standing still while the other runs; the median of the pairs' ratios.
 * @param {Stage} stage
 * @param {any} preset
 * @param {'random' | 'scene'} input
 * @returns {Promise<number>} product / bare
 */
async function roundOfOne({ browser, app, lab }, preset, input) {
  const bare = await openBare(browser, lab, [SOLO_MODEL]);
  const page = await openPlayground(browser, app);
  const tenants = preset.tenants.map((/** @type {object} */ tenant) => ({ ...tenant, input }));
  const product = async () => {
    const file = await measureRun(
      page,
      { ...preset, tenants },
      {
        preparation: { alone: false, warmupMs: PAIR_WARMUP_MS, aloneMs: 0 },
        durationMs: PAIR_MS,
      },
    );
    await page.evaluate(() => globalThis.playground.stop());
    return file.tenants[0]?.throughputPerSecond ?? Number.NaN;
  };
  await bare.alone(0, WARMUP_MS);
  for (let warm = 0; warm < 2; warm += 1) await product();
  /** @type {number[]} */
  const ratios = [];
  for (let pair = 1; pair <= PAIRS; pair += 1) {
    const [[bareRate = Number.NaN], rate] = await bothWays(
      pair,
      () => bare.alone(PAIR_WARMUP_MS, PAIR_MS),
      product,
    );
    ratios.push(rate / bareRate);
  }
  await bare.close();
  await page.close();
  return median(ratios);
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} app
 * @param {unknown} scenario
 * @param {import('./page.mjs').Plan} plan
 */
async function runProduct(browser, app, scenario, plan) {
  const page = await openPlayground(browser, app);
  const file = await measureRun(page, scenario, plan);
  await page.close();
  return file;
}

/** @typedef {{ browser: import('@playwright/test').Browser, app: string, lab: string }} Stage */

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit status: 1 when a limit is missed
 */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' } },
  });
  const rounds = Number(values.rounds);
  const measureMs = 1000 * Number(values.seconds);
  if (!(rounds >= 1) || !(measureMs > 0))
    throw new Error('--rounds and --seconds should be numbers above zero.');
  const executable = obtainBrowser();
  await ensureBuilt(APP);
  await ensureBuilt(LAB);
  const [app, lab] = [await serve(APP), await serve(LAB)];
  const browser = await launch(executable);
  try {
    const stage = { browser, app: app.address, lab: lab.address };
    const [fourPreset, onePreset] = [await presetOnWasm('four-at-once'), await presetOnWasm('one-alone')];
    const [four, one, drawn] = [[], [], []].map((list) => /** @type {any[]} */ (list));
    for (let round = 1; round <= rounds; round += 1) {
      console.log(`round ${round} of ${rounds}`);
      four?.push(await roundOfFour(stage, fourPreset, measureMs, round));
      one?.push({
        random: await roundOfOne(stage, onePreset, 'random'),
        scene: await roundOfOne(stage, onePreset, 'scene'),
      });
      drawn?.push(await firstDrawnMs(browser, app.address, fourPreset));
    }
    const load = await firstLoad(browser, app.address);
    const rows = tableRows({ four: four ?? [], one: one ?? [], drawn: drawn ?? [], load });
    console.log(
      `\nWASM, one thread an executor, page visible at 1440 × 900, median (range) of ${rounds} rounds`,
    );
    console.log(table([['what', 'measured', 'limit', ''], ...rows]));
    return rows.some((row) => row[3] === 'MISSED') ? 1 : 0;
  } finally {
    await browser.close();
    await app.close();
    await lab.close();
  }
}

/**
 * @param {{ four: { bareStp: number, stp: number, busy: number }[], one: { random: number, scene: number }[], drawn: number[], load: { bytes: number, tensorflow: boolean } }} measured
 * @returns {string[][]}
 */
function tableRows({ four, one, drawn, load }) {
  const ratios = four.map(({ stp, bareStp }) => stp / bareStp);
  const judge = (/** @type {boolean} */ held) => (held ? 'held' : 'MISSED');
  const all = (/** @type {'bareStp' | 'stp' | 'busy'} */ key) => four.map((round) => round[key]);
  const random = one.map((round) => round.random);
  return [
    ['four at once: STP of bare workers', spread(all('bareStp'), 2), '', ''],
    ['four at once: STP of the product', spread(all('stp'), 2), '', ''],
    ['four at once: product / bare', spread(ratios, 3), '≥ 0.90', judge(median(ratios) >= 0.9)],
    [
      'four at once: page’s main thread busy, %',
      spread(
        all('busy').map((busy) => busy * 100),
        1,
      ),
      '',
      '',
    ],
    [
      'one tenant, random tensors: product / bare loop',
      spread(random, 3),
      '≥ 0.95',
      judge(median(random) >= 0.95),
    ],
    [
      'one tenant, moving scene: product / bare loop',
      spread(
        one.map((round) => round.scene),
        3,
      ),
      '',
      '',
    ],
    [
      'Run to first drawn result, cold cache, s',
      spread(
        drawn.map((ms) => ms / 1000),
        2,
      ),
      '≤ 5',
      judge(median(drawn) <= 5000),
    ],
    ['JavaScript of the page, kB gzip', figure(load.bytes / 1000, 1), '≤ 250', judge(load.bytes <= 250_000)],
    ['TensorFlow.js on the page', load.tensorflow ? 'yes' : 'no', 'no', judge(!load.tensorflow)],
  ];
}
