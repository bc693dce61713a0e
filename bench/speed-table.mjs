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
import { firstDrawnMs, firstLoad } from './first-visit.mjs';
import { launch } from './page.mjs';
import { roundOfEight, roundOfFour, roundOfOne } from './rounds.mjs';
import { median, spread } from './statistics.mjs';
import { figure, table } from './summary.mjs';

/** Arrivals a second of each of the eight small tenants, where the cores are not all taken. */
const SMALL_RATE = 3;

/** @typedef {Awaited<ReturnType<typeof measureRound>>} Round */

/**
 * @param {import('./rounds.mjs').Stage} stage
 * @param {number} measureMs
 * @param {number} round
 * @param {unknown} firstScenario what a first visit runs
 */
async function measureRound(stage, measureMs, round, firstScenario) {
  return {
    four: await roundOfFour(stage, measureMs, round),
    random: await roundOfOne(stage, 'random'),
    scene: await roundOfOne(stage, 'scene'),
    paced: await roundOfEight(stage, SMALL_RATE, measureMs),
    saturated: await roundOfEight(stage, null, measureMs),
    drawnMs: await firstDrawnMs(stage.browser, stage.app, firstScenario),
  };
}

/** The preset that the app opens with, on WASM. */
async function defaultScenario() {
  const scenario = JSON.parse(
    await readFile(join(PROJECT, 'public', 'presets', 'four-at-once.json'), 'utf8'),
  );
  for (const executor of scenario.executors) executor.backend = 'wasm';
  return scenario;
}

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit status: 1 when a limit is missed
 */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' } },
  });
  const count = Number(values.rounds);
  const measureMs = 1000 * Number(values.seconds);
  if (!(count >= 1) || !(measureMs > 0))
    throw new Error('--rounds and --seconds should be numbers above zero.');
  const executable = obtainBrowser();
  await ensureBuilt(APP);
  await ensureBuilt(LAB);
  const [app, lab] = [await serve(APP), await serve(LAB)];
  const browser = await launch(executable);
  try {
    const stage = { browser, app: app.address, lab: lab.address };
    const scenario = await defaultScenario();
    /** @type {Round[]} */
    const rounds = [];
    for (let round = 1; round <= count; round += 1) {
      console.log(`round ${round} of ${count}`);
      rounds.push(await measureRound(stage, measureMs, round, scenario));
    }
    const rows = tableRows(rounds, await firstLoad(browser, app.address));
    console.log(
      `\nWASM, one thread an executor, page visible at 1440 × 900, median (range) of ${count} rounds`,
    );
    console.log(table([['what', 'measured', 'limit', ''], ...rows]));
    return rows.some((row) => row[3] === 'MISSED') ? 1 : 0;
  } finally {
    await browser.close();
    await app.close();
    await lab.close();
  }
}

const judge = (/** @type {boolean} */ held) => (held ? 'held' : 'MISSED');
const plain = (
  /** @type {string} */ what,
  /** @type {readonly number[]} */ values,
  /** @type {number} */ digits,
) => [what, spread(values, digits), '', ''];

/** @param {string} what @param {readonly number[]} values @param {number} limit @param {number} digits */
const atLeast = (what, values, limit, digits = 3) => [
  what,
  spread(values, digits),
  `≥ ${limit}`,
  judge(median(values) >= limit),
];

/** @param {string} what @param {readonly number[]} values @param {number} limit @param {number} digits */
const atMost = (what, values, limit, digits = 1) => [
  what,
  spread(values, digits),
  `≤ ${limit}`,
  judge(median(values) <= limit),
];

/**
 * @param {readonly Round[]} rounds
 * @param {{ bytes: number, tensorflow: boolean }} load
 * @returns {string[][]}
 */
function tableRows(rounds, load) {
  const all = (/** @type {(round: Round) => number} */ of) => rounds.map(of);
  return [
    plain(
      'four at once: STP of bare workers',
      all(({ four }) => four.bareStp),
      2,
    ),
    plain(
      'four at once, fixed tensors: STP of the product',
      all(({ four }) => four.stp),
      2,
    ),
    atLeast(
      'four at once, fixed tensors: STP product / bare',
      all(({ four }) => four.stp / four.bareStp),
      0.93,
    ),
    atLeast(
      'four at once, live frames: geometric mean of rate / bare rate',
      all(({ four }) => four.live),
      0.85,
    ),
    plain(
      'four at once, live frames: page’s main thread busy, %',
      all(({ four }) => 100 * four.busy),
      1,
    ),
    atLeast(
      'one tenant, random tensors: product / bare loop',
      all(({ random }) => random),
      0.97,
    ),
    plain(
      'one tenant, moving scene: product / bare loop',
      all(({ scene }) => scene),
      3,
    ),
    atMost(
      `eight small at ${SMALL_RATE}/s: main thread busy, %`,
      all(({ paced }) => 100 * paced.busy),
      8,
    ),
    atMost(
      `eight small at ${SMALL_RATE}/s: longest task, ms`,
      all(({ paced }) => paced.longest),
      50,
    ),
    plain(
      'eight small, closed loops: main thread busy, %',
      all(({ saturated }) => 100 * saturated.busy),
      1,
    ),
    plain(
      'eight small, closed loops: longest task, ms',
      all(({ saturated }) => saturated.longest),
      1,
    ),
    atMost(
      'Run to first drawn result, cold cache, s',
      all(({ drawnMs }) => drawnMs / 1000),
      5,
      2,
    ),
    ['JavaScript of the page, kB gzip', figure(load.bytes / 1000, 1), '≤ 250', judge(load.bytes <= 250_000)],
    ['TensorFlow.js on the page', load.tensorflow ? 'yes' : 'no', 'no', judge(!load.tensorflow)],
  ];
}
