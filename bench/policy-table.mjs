/**
 * `npm run bench -- --policies --scenario <preset>`: every policy at each grain at which it chooses differently, measured
 * and simulated, as a Markdown table. One page: what is compared changes while everything runs, in an order drawn from the
 * seed, several rounds, so that a machine that grows slower is slower for all of them.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { randomFrom, shuffled } from './mishap-plan.mjs';
import { numberOf, overridden, overridesOf, readScenario, vocabulary } from './overrides.mjs';
import { measureWindow, plain, withPlayground } from './page.mjs';
import { figure } from './summary.mjs';

const HELP = `npm run bench -- --policies --scenario <preset|file.json> [options]

  --duration <s>   measured for each policy, grain and round (10)
  --rounds <n>     how often each is measured (2)
  --backend <name> for every executor
  --seed <n>       of the order and of the scenario (1)
  --out <file>     where every run file goes, as one JSON array
  --address <url>  an app that is served already, instead of this build`;

/** After a change: requests that began before it have ended. */
const SETTLE_MS = 1500;
/** Cutting a model compares every cut bit for bit; on two busy cores that takes a while. */
const CUT_MS = 300_000;
const ALONE_MS = 4000;

/** @typedef {import('./page.mjs').RunFile} RunFile */
/** @typedef {{ policy: string, grain: 'inference' | 'segment', name: string }} Combination */
/** @typedef {{ combination: Combination, file: RunFile }} Measured */

/** @param {string[]} args @returns {Promise<number>} exit status */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      policies: { type: 'boolean' },
      scenario: { type: 'string', default: 'noisy-neighbour' },
      duration: { type: 'string', default: '10' },
      rounds: { type: 'string', default: '2' },
      backend: { type: 'string' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      address: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const durationMs = 1000 * numberOf('--duration', values.duration, 0.5, 600);
  const rounds = numberOf('--rounds', values.rounds, 1, 100);
  // By segments from the start: models are cut while the baselines leave room, not under the load that is measured.
  const choice = { policy: 'edf', grain: 'segment', backend: values.backend, seed: values.seed };
  const overrides = overridesOf(choice, await vocabulary());
  const scenario = overridden(await readScenario(values.scenario), overrides);
  try {
    const { combinations, measured } = await withPlayground({ address: values.address }, (page) =>
      measureAll(page, scenario, { durationMs, rounds, seed: overrides.seed ?? 1 }),
    );
    if (values.out !== undefined)
      await writeFile(resolve(values.out), `${JSON.stringify(measured.map(({ file }) => file))}\n`);
    console.log(tableOf(combinations, measured));
  } catch (thrown) {
    throw plain(thrown);
  }
  return 0;
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {unknown} scenario
 * @param {{ durationMs: number, rounds: number, seed: number }} plan
 * @returns {Promise<{ combinations: Combination[], measured: Measured[] }>} measured: in the order of measuring
 */
async function measureAll(page, scenario, { durationMs, rounds, seed }) {
  await page.evaluate((document) => globalThis.playground.loadScenario(document), scenario);
  const preparation = { alone: true, warmupMs: 1000, aloneMs: ALONE_MS };
  await page.evaluate((given) => globalThis.playground.prepare(given), preparation);
  const combinations = await combinationsOf(page);
  const random = randomFrom(seed);
  /** @type {Measured[]} */
  const measured = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const combination of shuffled(combinations, random)) {
      await apply(page, combination);
      const file = await measureWindow(page, { durationMs, predict: true });
      measured.push({ combination, file });
      console.error(`round ${round + 1} of ${rounds}, ${measured.length}: ${combination.name}`);
    }
  }
  return { combinations, measured };
}

/** @param {import('@playwright/test').Page} page @returns {Promise<Combination[]>} */
async function combinationsOf(page) {
  const policies = await page.evaluate(() => globalThis.playground.policies());
  return policies
    .filter(({ id }) => id !== 'user')
    .flatMap(({ id, name, preemptive }) => [
      { policy: id, grain: /** @type {const} */ ('inference'), name: `${name}, inferences` },
      ...(preemptive
        ? [{ policy: id, grain: /** @type {const} */ ('segment'), name: `${name}, segments` }]
        : []),
    ]);
}

/**
 * Puts it in force on every executor, and waits until every model is cut (or is known to stay whole).
 * @param {import('@playwright/test').Page} page
 * @param {Combination} combination
 */
async function apply(page, { policy, grain }) {
  await page.evaluate(
    async (change) => {
      for (const { id } of globalThis.playground.scenario()?.executors ?? [])
        await globalThis.playground.updateExecutor(id, change);
    },
    { policy, grain },
  );
  if (grain === 'segment')
    await page.waitForFunction(
      () => globalThis.playground.snapshot()?.tenants.every(({ plan }) => plan !== null) === true,
      null,
      { timeout: CUT_MS },
    );
  await page.waitForTimeout(SETTLE_MS);
}

/** The mean of what is known. @param {readonly (number | null | undefined)[]} values */
function mean(values) {
  const known = values.filter((value) => value !== null && value !== undefined);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** @param {readonly { deadlineHitFraction: number | null }[]} tenants the one that meets fewest deadlines */
function worst(tenants) {
  const hits = tenants.flatMap(({ deadlineHitFraction }) => deadlineHitFraction ?? []);
  return hits.length === 0 ? null : Math.min(...hits);
}

/** What a run and its simulation have in common. @typedef {Pick<RunFile, 'totals'> & { tenants: readonly Pick<RunFile['tenants'][number], 'id' | 'throughputPerSecond' | 'deadlineHitFraction'>[] }} Outcome */

/**
 * A row for each combination: means over the rounds, measured / simulated.
 * @param {readonly Combination[]} combinations
 * @param {readonly Measured[]} measured
 */
export function tableOf(combinations, measured) {
  const first = measured[0]?.file;
  if (first === undefined) return 'Nothing was measured.';
  const ids = first.tenants.map(({ id }) => id);
  const heads = ['policy, grain', 'worst in time', 'ANTT', 'STP', ...ids.map((id) => `${id} per s`)];
  const rows = combinations.map((combination) => {
    const files = measured.flatMap((one) => (one.combination === combination ? [one.file] : []));
    const pair = (/** @type {(run: Outcome) => number | null | undefined} */ of, decimals = 2) =>
      `${figure(mean(files.map(of)), decimals)} / ${figure(mean(files.map(({ predicted }) => predicted && of(predicted))), decimals)}`;
    const rates = ids.map((id) =>
      pair(({ tenants }) => tenants.find((tenant) => tenant.id === id)?.throughputPerSecond, 1),
    );
    const sums = [pair((run) => run.totals.antt), pair((run) => run.totals.stp)];
    return [combination.name, pair(({ tenants }) => worst(tenants), 3), ...sums, ...rates];
  });
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  const rounds = measured.length / combinations.length;
  return [
    `${first.scenario.name}: measured / simulated, means of ${rounds} × ${figure(first.durationMs / 1000, 0)} s, seed ${first.scenario.seed}, ${first.tenants[0]?.backend}`,
    '',
    line(heads),
    line(heads.map((_, column) => (column === 0 ? '---' : '--:'))),
    ...rows.map(line),
  ].join('\n');
}
