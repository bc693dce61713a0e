/**
 * `npm run bench -- --warm-start`: from the navigation to the first result of each model on WebGPU, on a first visit and on a
 * second one with the same profile, where the browser has kept what it keeps. A fresh profile each round; ratios of a round's
 * two visits. `--rounds N` (3), `--models a,b` (emotion,facemesh), `--backend webgpu`, `--address` of an app that is served.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { launchOptions, SOFTWARE_GPU } from '../scripts/browser/launch-options.mjs';
import { obtainBrowser } from '../scripts/browser/obtain-browser.mjs';
import { served } from './page.mjs';
import { spread } from './statistics.mjs';
import { table } from './summary.mjs';

const VISIT_MS = 300_000;

/**
 * Milliseconds, of one visit: since the navigation, and Σ over models of the phases.
 * @typedef {{ openedMs: number, firstMs: number, allMs: number, downloadMs: number, compileMs: number, firstInferenceMs: number }} Visit
 * @typedef {{ config: { modelId: string }, status: { kind: string, error?: { message: string } }, completions: number, phases: { downloadMs: number | null, compileMs: number | null, firstInferenceMs: number | null } }} Tenant
 */
/** @type {readonly (readonly [keyof Visit, string])[]} */
const FIGURES = [
  ['openedMs', 'page ready'],
  ['firstMs', 'first result of one model'],
  ['allMs', 'first result of every model'],
  ['downloadMs', 'of it: download, Σ'],
  ['compileMs', 'of it: compile, Σ'],
  ['firstInferenceMs', 'of it: first inference, Σ'],
];

/**
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      'warm-start': { type: 'boolean' },
      rounds: { type: 'string', default: '3' },
      models: { type: 'string', default: 'emotion,facemesh' },
      backend: { type: 'string', default: 'webgpu' },
      address: { type: 'string' },
    },
  });
  const rounds = Number(values.rounds);
  const scenario = scenarioOf(values.models.split(','), values.backend);
  const executable = obtainBrowser();
  const app = await served(values.address);
  /** @type {{ first: Visit, second: Visit }[]} */
  const taken = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const profile = await mkdtemp(join(tmpdir(), 'warm-start-'));
      try {
        const first = await visit({ executable, profile, address: app.address, scenario });
        const second = await visit({ executable, profile, address: app.address, scenario });
        taken.push({ first, second });
        const each = [first, second].map(({ allMs }) => `${(allMs / 1000).toFixed(1)} s`);
        console.log(`round ${round + 1}: every model's first result after ${each.join(', then ')}`);
      } finally {
        await rm(profile, { recursive: true, force: true, maxRetries: 5 });
      }
    }
  } finally {
    await app.close();
  }
  const seconds = (/** @type {keyof Visit} */ key, /** @type {'first' | 'second'} */ which) =>
    spread(
      taken.map((round) => round[which][key] / 1000),
      2,
    );
  const rows = FIGURES.map(([key, name]) => [
    name,
    seconds(key, 'first'),
    seconds(key, 'second'),
    spread(
      taken.map(({ first, second }) => second[key] / first[key]),
      2,
    ),
  ]);
  console.log(`\n${values.models} on ${values.backend}, ${rounds} rounds, a fresh profile each, seconds`);
  console.log(table([['', 'first visit', 'second visit', 'second / first'], ...rows]));
  return 0;
}

/** One executor, closed loops. @param {readonly string[]} modelIds @param {string} backend */
const scenarioOf = (modelIds, backend) => ({
  schemaVersion: 1,
  name: 'warm start',
  executors: [{ id: 'x', backend }],
  tenants: modelIds.map((modelId) => ({
    id: modelId,
    modelId,
    executorId: 'x',
    workload: { kind: 'closed', inFlight: 1 },
    input: 'random',
  })),
});

/**
 * A browser of its own: what the second one finds, it finds in the profile.
 * @param {{ executable: string, profile: string, address: string, scenario: unknown }} given
 * @returns {Promise<Visit>}
 */
async function visit({ executable, profile, address, scenario }) {
  const context = await chromium.launchPersistentContext(
    profile,
    launchOptions(executable, { extra: SOFTWARE_GPU }),
  );
  try {
    const page = await context.newPage();
    await page.addInitScript(() => localStorage.setItem('playground-baselines', '{"automatic":false}'));
    await page.goto(address);
    await page.waitForFunction(() => globalThis.playground !== undefined);
    await page.evaluate(() => globalThis.playground.opened());
    const openedMs = await page.evaluate(() => performance.now());
    await page.evaluate((document) => globalThis.playground.loadScenario(document), scenario);
    const running = page.evaluate(() => globalThis.playground.prepare({ alone: false, warmupMs: 0 }));
    const firstMs = await resultsOf(page, 'some');
    const allMs = await resultsOf(page, 'every');
    await running;
    const phases = await page.evaluate(() =>
      /** @type {Tenant[]} */ (/** @type {unknown} */ (globalThis.playground.snapshot()?.tenants ?? [])).map(
        (tenant) => tenant.phases,
      ),
    );
    const sum = (/** @type {keyof Tenant['phases']} */ phase) =>
      phases.reduce((total, one) => total + (one[phase] ?? 0), 0);
    return {
      ...{ openedMs, firstMs, allMs, downloadMs: sum('downloadMs') },
      ...{ compileMs: sum('compileMs'), firstInferenceMs: sum('firstInferenceMs') },
    };
  } finally {
    await context.close();
  }
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {'some' | 'every'} which models have completed a request
 * @returns {Promise<number>} ms since the navigation
 */
async function resultsOf(page, which) {
  const seen = await page.waitForFunction(
    (how) => {
      const tenants = /** @type {Tenant[]} */ (
        /** @type {unknown} */ (globalThis.playground.snapshot()?.tenants ?? [])
      );
      const failed = tenants.find(({ status }) => status.kind === 'failed');
      if (failed !== undefined) return `${failed.config.modelId} failed: ${failed.status.error?.message}`;
      return tenants.length > 0 && tenants[how](({ completions }) => completions > 0) && performance.now();
    },
    which,
    { polling: 50, timeout: VISIT_MS },
  );
  const value = await seen.jsonValue();
  if (typeof value !== 'number') throw new Error(String(value));
  return value;
}
