/**
 * `npm run bench -- --segments`: what cutting costs on WASM. Each model alone on an executor, closed loop on random
 * tensors, whole and in segments by turns, as ratios of medians. `--rounds N` (7), `--seconds N` a round (1),
 * `--segment-ms N|layer` (2), `--models a,b`.
 */
import { parseArgs } from 'node:util';
import { obtainBrowser } from '../scripts/browser/obtain-browser.mjs';
import { ensureBuilt, LAB } from '../scripts/server/built.mjs';
import { serve } from '../scripts/server/serve.mjs';
import { launch } from './page.mjs';
import { median, percentile } from './statistics.mjs';
import { figure, table } from './summary.mjs';

const MODELS = [
  'facemesh',
  'movenet-lightning',
  'blazeface',
  'handlandmark-lite',
  'emotion',
  'selfie',
  'esrgan-slim',
  'basic-pitch',
];
/** Segmented throughput over unsegmented, at least; judged at segments of 2 ms. */
const LEAST_RATIO = 0.95;
/** The policy's choice and its bookkeeping, of a segment of 1 ms, at most; the turn of the event loop is told apart. */
const MOST_CHOICE_US = 20;

/**
 * What the lab page tells of one model.
 * @typedef {{ plan: { segmentsMs: number[], wholeMs: number, lossFraction: number, reason: string | null }, whole: number[], segmented: number[], gapUs: number[], choiceUs: number[], plannedMs: number }} Speed
 * @typedef {{ segmentSpeed(modelId: string, options: unknown): Promise<Speed> }} Contract
 */

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit status: 1 when a limit is missed
 */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      segments: { type: 'boolean' },
      rounds: { type: 'string', default: '7' },
      seconds: { type: 'string', default: '1' },
      'segment-ms': { type: 'string', default: '2' },
      models: { type: 'string', default: MODELS.join(',') },
    },
  });
  const segmentMs = values['segment-ms'] === 'layer' ? 'layer' : Number(values['segment-ms']);
  const options = {
    backend: 'wasm',
    segmentMs,
    rounds: Number(values.rounds),
    roundMs: 1000 * Number(values.seconds),
  };
  const executable = obtainBrowser();
  await ensureBuilt(LAB);
  const lab = await serve(LAB);
  const browser = await launch(executable);
  try {
    const page = await browser.newPage();
    await page.goto(new URL('e2e/contract/index.html', lab.address).href);
    await page.waitForFunction(() => 'contract' in globalThis);
    /** @type {string[][]} */
    const rows = [];
    for (const id of values.models.split(',')) {
      const speed = await page.evaluate(
        ([modelId, given]) =>
          /** @type {{ contract: Contract }} */ (/** @type {unknown} */ (globalThis)).contract.segmentSpeed(
            modelId,
            given,
          ),
        /** @type {const} */ ([id, options]),
      );
      console.log(`${id}: ${speed.plan.reason ?? 'cut as asked'}`);
      rows.push(row(id, speed, segmentMs));
    }
    console.log(
      `\nWASM, one thread, segments of ${segmentMs} ms, ${options.rounds} interleaved rounds of ${values.seconds} s`,
    );
    const head = [
      'model',
      'whole, /s',
      'in segments, /s',
      'ratio',
      'segments',
      'gap, µs',
      'choice p50, p99, µs',
      'planned after, s',
      '',
    ];
    console.log(table([head, ...rows]));
    return rows.some((cells) => cells.at(-1) === 'MISSED') ? 1 : 0;
  } finally {
    await browser.close();
    await lab.close();
  }
}

/** @param {string} id @param {Speed} speed @param {number | 'layer'} segmentMs */
function row(id, { plan, whole, segmented, gapUs, choiceUs, plannedMs }, segmentMs) {
  // Each round has both: what disturbs the machine for longer than a round disturbs both.
  const ratio = median(segmented.map((rate, round) => rate / (whole[round] ?? Number.NaN)));
  const held = segmentMs !== 2 || (ratio >= LEAST_RATIO && !(median(choiceUs) > MOST_CHOICE_US));
  return [
    id,
    figure(median(whole), 1),
    figure(median(segmented), 1),
    figure(ratio, 3),
    String(plan.segmentsMs.length),
    figure(median(gapUs), 1),
    `${figure(median(choiceUs), 1)}, ${figure(percentile(choiceUs, 0.99), 1)}`,
    figure(plannedMs / 1000, 1),
    held ? 'held' : 'MISSED',
  ];
}
