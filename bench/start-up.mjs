/**
 * `npm run bench -- --start-up`: how models get ready on WebGPU, on the product's own runtime. Pipelines one after the other
 * against several at once and against none ahead, each on a fresh device, by turns; and a tenant that serves on while a second
 * model loads on its executor. `--rounds N` (3), `--models a,b` (emotion,facemesh), `--beside a,b` (emotion,coco-ssd),
 * `--backends a,b` of the second part (wasm,webgpu).
 */
import { parseArgs } from 'node:util';
import { obtainBrowser } from '../scripts/browser/obtain-browser.mjs';
import { ensureBuilt, LAB } from '../scripts/server/built.mjs';
import { serve } from '../scripts/server/serve.mjs';
import { launch } from './page.mjs';
import { percentile, spread } from './statistics.mjs';
import { figure, table } from './summary.mjs';

/** @typedef {{ name: string, prepared: boolean, atOnce?: number }} Way */
/** @type {readonly Way[]} */
const WAYS = [
  { name: 'one after the other', prepared: true, atOnce: 1 },
  { name: 'four at once', prepared: true, atOnce: 4 },
  { name: 'as the first inference comes to them', prepared: false },
];
/** The first tenant is alone for so long before the second loads. */
const ALONE_MS = 2000;

/**
 * What the lab page tells.
 * @typedef {{ name: string, startMs: number, longestTurnMs: number, failure: { message: string } | null, report: { compileMs: number, firstInferenceMs: number } | null }} Outcome
 * @typedef {{ aloneGapsMs: number[], loadingGapsMs: number[], longestByPhaseMs: Record<string, number>, loadMs: number }} Beside
 * @typedef {{ load(asked: unknown): Promise<{ outcomes: Outcome[], error?: string }>, beside(first: string, second: string, options: unknown): Promise<Beside> }} StartUp
 * @typedef {import('@playwright/test').Page} Page
 */

/**
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      'start-up': { type: 'boolean' },
      rounds: { type: 'string', default: '3' },
      models: { type: 'string', default: 'emotion,facemesh' },
      beside: { type: 'string', default: 'emotion,coco-ssd' },
      backends: { type: 'string', default: 'wasm,webgpu' },
    },
  });
  const executable = obtainBrowser();
  await ensureBuilt(LAB);
  const lab = await serve(LAB);
  const browser = await launch(executable, { softwareGpu: true });
  try {
    const page = await browser.newPage();
    await page.goto(new URL('e2e/contract/start-up.html', lab.address).href);
    await page.waitForFunction(() => 'startUp' in globalThis);
    const models = values.models.split(',');
    if (models[0] !== '') await compareWays(page, models, Number(values.rounds));
    const [first = '', second = ''] = values.beside.split(',');
    for (const backend of values.backends.split(',').filter(Boolean))
      await showBeside(page, { backend, first, second });
    return 0;
  } finally {
    await browser.close();
    await lab.close();
  }
}

/** @param {Page} page @param {readonly string[]} models @param {number} rounds */
async function compareWays(page, models, rounds) {
  /** @type {Map<Way, Outcome[][]>} */
  const taken = new Map(WAYS.map((way) => [way, []]));
  for (let round = 0; round < rounds; round += 1) {
    // What the machine does meanwhile hits each way first in turn.
    for (const way of [...WAYS.slice(round % WAYS.length), ...WAYS.slice(0, round % WAYS.length)]) {
      const { name, ...rest } = way;
      const asked = { loads: models.map((modelId) => ({ modelId })), ...rest };
      const { outcomes, error } = await page.evaluate(
        (given) =>
          /** @type {{ startUp: StartUp }} */ (/** @type {unknown} */ (globalThis)).startUp.load(given),
        asked,
      );
      const failed = error ?? outcomes.find(({ failure }) => failure !== null)?.failure?.message;
      if (failed !== undefined) throw new Error(`${name}: ${failed}`);
      taken.get(way)?.push(outcomes);
    }
  }
  const rows = [...taken].map(([{ name }, rounds_]) => {
    const of = (/** @type {(outcomes: Outcome[]) => number} */ value) => spread(rounds_.map(value), 2);
    return [
      name,
      of((outcomes) => (outcomes[0]?.startMs ?? Number.NaN) / 1000),
      of((outcomes) => outcomes.reduce((sum, { startMs }) => sum + startMs, 0) / 1000),
      of((outcomes) => outcomes.reduce((sum, { report }) => sum + (report?.compileMs ?? 0), 0) / 1000),
      of((outcomes) => Math.max(...outcomes.map(({ longestTurnMs }) => longestTurnMs)) / 1000),
    ];
  });
  console.log(
    `\n${models.join(', ')} one after the other on a fresh device, ${rounds} rounds by turns, seconds`,
  );
  console.log(
    table([
      ['pipelines', 'first model ready', 'all ready', 'compile, Σ', 'longest turn of the thread'],
      ...rows,
    ]),
  );
}

/** @param {Page} page @param {{ backend: string, first: string, second: string }} what */
async function showBeside(page, { backend, first, second }) {
  const { aloneGapsMs, loadingGapsMs, longestByPhaseMs, loadMs } = await page.evaluate(
    ([a, b, options]) =>
      /** @type {{ startUp: StartUp }} */ (/** @type {unknown} */ (globalThis)).startUp.beside(a, b, options),
    /** @type {const} */ ([first, second, { backend, everyMs: 0, aloneMs: ALONE_MS }]),
  );
  const row = (/** @type {string} */ name, /** @type {readonly number[]} */ gaps) => [
    name,
    String(gaps.length),
    figure(percentile(gaps, 0.5), 1),
    figure(percentile(gaps, 0.95), 1),
    figure(gaps.length === 0 ? null : Math.max(...gaps), 1),
  ];
  console.log(
    `\n${backend}: ${first} serves on, closed loop, while ${second} loads beside it (${figure(loadMs / 1000, 1)} s); between completions, ms`,
  );
  console.log(
    table([
      ['', 'n', 'p50', 'p95', 'longest'],
      row('alone', aloneGapsMs),
      row('while loading', loadingGapsMs),
    ]),
  );
  const phases = Object.entries(longestByPhaseMs).map(([phase, ms]) => `${phase} ${figure(ms, 1)}`);
  console.log(`longest by the phase in which it ended: ${phases.join(', ')}`);
}
