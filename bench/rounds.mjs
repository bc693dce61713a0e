/**
 * What one round of `npm run bench` measures: four networks against bare workers, on fixed tensors and on live frames;
 * one tenant against a bare loop; eight small tenants and the page beside them. Each side runs while the other stands still.
 */
import { openBare } from './bare-page.mjs';
import { measureRun, openPlayground } from './page.mjs';
import { geometricMean, median, stpOf } from './statistics.mjs';

/** @typedef {{ browser: import('@playwright/test').Browser, app: string, lab: string }} Stage */

/** Before every measurement, on both sides: code is still being compiled at first. */
const WARMUP_MS = 2000;
const FOUR = ['facemesh', 'movenet-lightning', 'blazeface', 'handlandmark-lite'];
const EIGHT = [
  'facemesh',
  'emotion',
  'iris',
  'selfie',
  'blazeface',
  'handlandmark-lite',
  'movenet-lightning',
  'blazepose-lite',
];
const ONE = 'movenet-lightning';

/**
 * Closed loops on WASM, one request in flight, an executor of one thread each.
 * @param {string} name
 * @param {readonly string[]} modelIds
 * @param {'random' | 'scene'} input
 */
const ownExecutors = (name, modelIds, input) => ({
  schemaVersion: 1,
  name,
  executors: modelIds.map((id) => ({ id: `on-${id}`, backend: 'wasm' })),
  tenants: modelIds.map((id) => ({
    id,
    modelId: id,
    executorId: `on-${id}`,
    workload: { kind: 'closed', inFlight: 1 },
    input,
  })),
});

/** Eight small networks at a rate that leaves the cores free now and then. */
const eightSmall = (/** @type {number | null} */ ratePerSecond) => {
  const scenario = ownExecutors('eight small', EIGHT, 'scene');
  if (ratePerSecond === null) return scenario;
  const workload = { kind: 'periodic', ratePerSecond, queueBound: 2 };
  return { ...scenario, tenants: scenario.tenants.map((tenant) => ({ ...tenant, workload })) };
};

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
 * @param {Stage} stage
 * @param {unknown} scenario
 * @param {import('./page.mjs').Plan} plan
 */
async function runProduct({ browser, app }, scenario, plan) {
  const page = await openPlayground(browser, app);
  try {
    return await measureRun(page, scenario, plan);
  } finally {
    await page.close();
  }
}

/**
 * Four networks at once.
 * @param {Stage} stage
 * @param {number} measureMs
 * @param {number} round
 */
export async function roundOfFour(stage, measureMs, round) {
  const bareSide = async () => {
    const bare = await openBare(stage.browser, stage.lab, FOUR);
    const alone = await bare.alone(WARMUP_MS, measureMs);
    const together = await bare.together(WARMUP_MS, 2 * measureMs);
    await bare.close();
    return { stp: stpOf(alone, together), together };
  };
  const preparation = { alone: true, warmupMs: WARMUP_MS, aloneMs: measureMs };
  const productSide = async () => ({
    fixed: await runProduct(stage, ownExecutors('four fixed', FOUR, 'random'), {
      preparation,
      durationMs: 2 * measureMs,
    }),
    live: await runProduct(stage, ownExecutors('four live', FOUR, 'scene'), {
      // As long as the bare workers have run by then; the page finds its rate meanwhile.
      preparation: { alone: false, warmupMs: FOUR.length * (WARMUP_MS + measureMs), aloneMs: 0 },
      durationMs: 2 * measureMs,
    }),
  });
  const [bare, { fixed, live }] = await bothWays(round, bareSide, productSide);
  const rates = FOUR.map(
    (id) => live.tenants.find((one) => one.id === id)?.throughputPerSecond ?? Number.NaN,
  );
  return {
    bareStp: bare.stp,
    stp: fixed.totals.stp ?? Number.NaN,
    live: geometricMean(rates.map((rate, index) => rate / (bare.together[index] ?? Number.NaN))),
    busy: live.ui.mainThreadBusyFraction ?? Number.NaN,
  };
}

/** Pairs of short windows in a round of one tenant: the machine's speed drifts by more than what is to be seen. */
const PAIRS = 4;
const PAIR_MS = 1500;
/** Discarded at the start of each window. */
const PAIR_WARMUP_MS = 400;

/**
 * One closed-loop tenant against a bare loop on the same model: short windows of both in turn; the median of the pairs'
 * ratios.
 * @param {Stage} stage
 * @param {'random' | 'scene'} input
 * @returns {Promise<number>} product / bare
 */
export async function roundOfOne({ browser, app, lab }, input) {
  const bare = await openBare(browser, lab, [ONE]);
  const page = await openPlayground(browser, app);
  const scenario = ownExecutors('one', [ONE], input);
  const plan = {
    preparation: { alone: false, warmupMs: PAIR_WARMUP_MS, aloneMs: 0 },
    durationMs: PAIR_MS,
  };
  const product = async () => {
    const file = await measureRun(page, scenario, plan);
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
 * The page beside eight small tenants.
 * @param {Stage} stage
 * @param {number | null} ratePerSecond null: closed loops, which saturate every core
 * @param {number} measureMs
 */
export async function roundOfEight(stage, ratePerSecond, measureMs) {
  const { ui } = await runProduct(stage, eightSmall(ratePerSecond), {
    preparation: { alone: false, warmupMs: 5 * WARMUP_MS, aloneMs: 0 },
    durationMs: 3 * measureMs,
  });
  return {
    busy: ui.mainThreadBusyFraction ?? Number.NaN,
    longTasks: ui.longTasks,
    longest: ui.longestTaskMs,
  };
}
