/**
 * `npm run bench -- --cycles [50]`: a model is added and removed over and over, on an executor that stays and on one of
 * its own, on each backend that the browser has. Do tensors, workers and reserved bytes come back to the start? The
 * status is 1 when tensors or workers do not.
 */
import { parseArgs } from 'node:util';
import { memoryOf } from './memory-sampler.mjs';
import { withPlayground } from './page.mjs';
import { figure, table } from './summary.mjs';

const BACKENDS = ['cpu', 'wasm', 'webgl', 'webgpu'];
/** Small models: what is measured is coming and going. */
const RESIDENT = 'facemesh';
const VISITOR = 'emotion';
const MEGABYTE = 1e6;
/** A worker that was ended is gone for the browser a little later. */
const WORKERS_MS = 10_000;
const HEADINGS = [
  'backend, executor',
  'cycles',
  'tensors MB: first',
  'last',
  'reserved MB: first',
  'last',
  'workers: first',
  'last',
  'given back at the end, MB',
];

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {{ tensors: number | null, reserved: number | null, workers: number, givenBack: number | null }} Standing megabytes, null
 * where the backend cannot tell; workers: a count */

/** @param {string[]} args */
export async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      cycles: { type: 'boolean' },
      backends: { type: 'string', default: BACKENDS.join() },
      address: { type: 'string' },
    },
  });
  const cycles = Number(positionals[0] ?? '50');
  if (!Number.isInteger(cycles) || cycles < 2) throw new Error('--cycles should be a whole number from 2.');
  /** @type {Awaited<ReturnType<typeof measure>>} */
  const rows = [];
  for (const backend of values.backends.split(',')) {
    const place = { address: values.address, softwareGpu: true };
    rows.push(...(await withPlayground(place, (page) => measure(page, backend, cycles))));
  }
  console.log(
    `\nafter the first and after the last removal; ${RESIDENT} stays and is paused, ${VISITOR} comes, runs and goes`,
  );
  console.log(table([HEADINGS, ...rows.map(({ cells }) => cells)]));
  return rows.every(({ good }) => good) ? 0 : 1;
}

/** @param {Page} page @param {string} backend @param {number} cycles */
async function measure(page, backend, cycles) {
  if (!(await available(page, backend))) {
    console.log(`${backend}: not available here`);
    return [];
  }
  await settle(page, backend);
  const rows = [];
  for (const own of [false, true]) {
    const standings = [];
    for (let count = 0; count < cycles; count += 1) standings.push(await cycle(page, backend, own));
    const [first, last] = [standings[0], standings.at(-1)];
    if (first === undefined || last === undefined) throw new Error('there was no cycle');
    const memory = [first.tensors, last.tensors, first.reserved, last.reserved];
    rows.push({
      good: last.tensors === first.tensors && last.workers === first.workers,
      cells: [
        `${backend}, ${own ? 'its own' : 'kept'}`,
        String(cycles),
        ...memory.map((value) => figure(value, 3)),
        String(first.workers),
        String(last.workers),
        figure(last.givenBack, 3),
      ],
    });
  }
  return rows;
}

/** @param {Page} page @param {string} backend */
async function available(page, backend) {
  const probed = await page.waitForFunction(
    () => globalThis.playground.snapshot()?.machine?.backends ?? false,
  );
  const backends = await probed.jsonValue();
  return backends !== false && backends.some((one) => one.backend === backend && one.available);
}

/** One model that has run and is paused: what it holds does not change any more. @param {Page} page @param {string} backend */
async function settle(page, backend) {
  const scenario = (/** @type {boolean} */ paused) => ({
    schemaVersion: 1,
    name: 'cycles',
    executors: [{ id: 'kept', backend }],
    tenants: [
      {
        id: 'resident',
        modelId: RESIDENT,
        executorId: 'kept',
        workload: { kind: 'closed', inFlight: 1 },
        paused,
      },
    ],
  });
  await page.evaluate((document) => globalThis.playground.loadScenario(document), scenario(false));
  await page.evaluate(() => globalThis.playground.prepare({ alone: false, warmupMs: 0 }));
  await completed(page, 'resident');
  await page.evaluate((document) => globalThis.playground.loadScenario(document), scenario(true));
  await page.waitForFunction(() => globalThis.playground.snapshot()?.tenants[0]?.inFlight === 0);
}

/** The visitor comes, completes a request and goes. @param {Page} page @param {string} backend @param {boolean} own @returns {Promise<Standing>} */
async function cycle(page, backend, own) {
  const workers = page.workers().length;
  const tenant = {
    id: 'visitor',
    modelId: VISITOR,
    executorId: own ? 'own' : 'kept',
    workload: { kind: 'closed', inFlight: 1 },
    deadline: { kind: 'none' },
    input: 'random',
    paused: false,
  };
  const executor = own ? { id: 'own', backend, threads: 1, policy: 'fifo' } : null;
  await page.evaluate(
    ([who, where]) => globalThis.playground.addTenant(who, where),
    /** @type {const} */ ([tenant, executor]),
  );
  await completed(page, 'visitor');
  const report = await page.evaluate(() => globalThis.playground.removeTenant('visitor'));
  const deadline = Date.now() + WORKERS_MS;
  while (page.workers().length > workers && Date.now() < deadline) await page.waitForTimeout(20);
  await page.waitForFunction(() => globalThis.playground.snapshot()?.executors.length === 1);
  const standing = await memoryOf(page);
  if (report?.after == null) return { ...standing, givenBack: megabytes(report?.before.reserved) };
  const tensors = megabytes(report.after.inUse);
  return { tensors, reserved: megabytes(report.after.reserved), workers: standing.workers, givenBack: null };
}

/** @param {number | null | undefined} bytes */
const megabytes = (bytes) => (bytes == null ? null : bytes / MEGABYTE);

/** @param {Page} page @param {string} tenantId */
async function completed(page, tenantId) {
  const seen = await page.waitForFunction((id) => {
    const tenant = globalThis.playground.snapshot()?.tenants.find((one) => one.config.id === id);
    if (tenant?.status.kind === 'failed') return tenant.status.error.message;
    return tenant !== undefined && tenant.completions >= 1;
  }, tenantId);
  const answer = await seen.jsonValue();
  if (typeof answer === 'string') throw new Error(`${tenantId} failed: ${answer}`);
}
