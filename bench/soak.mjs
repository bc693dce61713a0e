/**
 * `npm run bench -- --soak`: Four at once on WASM for a long time, with something broken on purpose every 20 s. Counts
 * every request at every sample, and tells recovery times and slopes. The status is 1 when a request is unaccounted for
 * or somebody never recovered. `--gpu` gives one executor WebGL, so that there is a device to lose.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT } from '../scripts/bootstrap.mjs';
import { Accounting } from './accounting.mjs';
import { heapMeter, memoryOf } from './memory-sampler.mjs';
import { mishapPlan, REFUSAL_MS } from './mishap-plan.mjs';
import { withPlayground } from './page.mjs';
import { soakReport } from './soak-report.mjs';

const SAMPLE_MS = 1000;
/** A collection stops the page for some ms: not with every sample. */
const HEAP_EVERY = 10;
/** Until every model has run and its code is compiled. */
const SETTLE_MS = 10_000;
/** What was broken last may take so long to come back. */
const LAST_RECOVERY_MS = 60_000;

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('../e2e/automation.d.ts').SeenIncident} Incident */
/** @typedef {{ minute: number, heap: number | null } & import('./memory-sampler.mjs').Memory} MemorySample */
/**
 * @typedef {object} Soaked
 * @property {Accounting} accounting
 * @property {Map<number, Incident>} incidents by id; a snapshot tells the newest only
 * @property {Map<string, number>} injected times by planned kind
 * @property {MemorySample[]} memory taken while every tenant ran
 * @property {number} drained requests that still wait or are served after the end
 */

/** @param {string[]} args */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      soak: { type: 'boolean' },
      minutes: { type: 'string', default: '30' },
      every: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      gpu: { type: 'boolean', default: false },
      address: { type: 'string' },
    },
  });
  const [minutes, everyS, seed] = [values.minutes, values.every, values.seed].map(Number);
  if (!(minutes && minutes > 0 && everyS && everyS >= 1 && seed !== undefined && seed >= 0)) {
    throw new Error('--minutes and --every (seconds) should be numbers above zero, --seed one from zero.');
  }
  const scenario = await fourAtOnce(values.gpu);
  const soaked = await withPlayground({ address: values.address, softwareGpu: values.gpu }, async (page) => {
    await page.evaluate((document) => globalThis.playground.loadScenario(document), scenario);
    await page.evaluate(() => globalThis.playground.prepare({ alone: false, warmupMs: 0 }));
    await page.waitForTimeout(SETTLE_MS);
    return soak(page, {
      durationMs: minutes * 60_000,
      everyMs: everyS * 1000,
      next: mishapPlan(seed, values.gpu),
    });
  });
  const { text, good } = soakReport(soaked, { minutes, everyS, seed, gpu: values.gpu });
  console.log(text);
  return good ? 0 : 1;
}

/** @param {boolean} gpu whether the last executor is WebGL */
async function fourAtOnce(gpu) {
  const preset = JSON.parse(await readFile(join(PROJECT, 'public', 'presets', 'four-at-once.json'), 'utf8'));
  const last = preset.executors.length - 1;
  const executors = preset.executors.map((/** @type {object} */ one, /** @type {number} */ index) => ({
    ...one,
    backend: gpu && index === last ? 'webgl' : 'wasm',
  }));
  return { ...preset, executors };
}

/**
 * @param {Page} page
 * @param {{ durationMs: number, everyMs: number, next: ReturnType<typeof mishapPlan> }} plan
 * @returns {Promise<Soaked>}
 */
async function soak(page, { durationMs, everyMs, next }) {
  const heapOf = await heapMeter(page);
  /** @type {Soaked} */
  const soaked = {
    accounting: new Accounting(),
    incidents: new Map(),
    injected: new Map(),
    memory: [],
    drained: 0,
  };
  const startedAt = Date.now();
  let mishapAt = startedAt + everyMs;
  let refusedUntil = Number.POSITIVE_INFINITY;
  for (let count = 1; ; count += 1) {
    await page.waitForTimeout(Math.max(0, startedAt + count * SAMPLE_MS - Date.now()));
    const settled = await look(page, soaked, count);
    if (settled && Date.now() - startedAt <= durationMs) {
      const heap = count % HEAP_EVERY === 0 ? await heapOf() : null;
      soaked.memory.push({ minute: (Date.now() - startedAt) / 60_000, heap, ...(await memoryOf(page)) });
    }
    if (Date.now() >= refusedUntil) {
      await page.evaluate(() => globalThis.playground.mishap({ kind: 'refuse-network', on: false }));
      refusedUntil = Number.POSITIVE_INFINITY;
    }
    const over = Date.now() - startedAt - durationMs;
    if (over < 0 && Date.now() >= mishapAt) {
      mishapAt += everyMs;
      const kind = await inject(page, next);
      if (kind === 'refuse-network') refusedUntil = Date.now() + REFUSAL_MS;
      soaked.injected.set(kind, (soaked.injected.get(kind) ?? 0) + 1);
    }
    const recovered = settled && [...soaked.incidents.values()].every((one) => one.recoveredAt !== null);
    if (over >= 0 && (recovered || over > LAST_RECOVERY_MS)) break;
  }
  soaked.drained = await drain(page);
  await look(page, soaked, Math.round((Date.now() - startedAt) / 1000));
  return soaked;
}

/** Takes in one snapshot. @param {Page} page @param {Soaked} soaked @param {number} second @returns {Promise<boolean>} whether every tenant runs */
async function look(page, { accounting, incidents }, second) {
  const snapshot = await page.evaluate(() => globalThis.playground.snapshot());
  if (snapshot === null) return false;
  accounting.look(second, snapshot.tenants);
  for (const incident of snapshot.incidents) incidents.set(incident.id, incident);
  return snapshot.tenants.every(({ status }) => status.kind === 'running');
}

/** @param {Page} page @param {ReturnType<typeof mishapPlan>} next @returns {Promise<string>} what was broken */
async function inject(page, next) {
  const targets = await page.evaluate(() => {
    const snapshot = globalThis.playground.snapshot();
    return (snapshot?.tenants ?? [])
      .filter(({ status }) => status.kind === 'running')
      .map(({ config: { id, executorId } }) => {
        const backend = snapshot?.executors.find((one) => one.config.id === executorId)?.backend;
        return { tenantId: id, executorId, gpu: backend === 'webgl' || backend === 'webgpu' };
      });
  });
  const planned = next(targets);
  if (planned === null) return 'none: nobody ran';
  for (const mishap of planned.mishaps) {
    await page.evaluate((one) => globalThis.playground.mishap(one), mishap);
  }
  return planned.kind;
}

/** Stops the run. @param {Page} page @returns {Promise<number>} requests that still wait or are served */
async function drain(page) {
  await page.evaluate(() => globalThis.playground.stop());
  const outstanding = () =>
    (globalThis.playground.snapshot()?.tenants ?? []).reduce(
      (sum, one) => sum + one.queued + one.inFlight,
      0,
    );
  await page
    .waitForFunction(
      () =>
        (globalThis.playground.snapshot()?.tenants ?? []).every(
          ({ queued, inFlight }) => queued + inFlight === 0,
        ),
      null,
      { timeout: LAST_RECOVERY_MS },
    )
    .catch(() => null); // told as a figure, and as a failure
  return page.evaluate(outstanding);
}
