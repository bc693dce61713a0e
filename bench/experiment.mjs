/**
 * `npm run bench -- --experiment <kind|file.json> …`: plans and measures an experiment in the built app, and writes what came
 * of it. The status is 1 when a tenant failed; what could be measured is written all the same.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EVIDENCE_OPTIONS, formatsOf, writeEvidence } from './evidence-files.mjs';
import { KINDS, REQUEST_OPTIONS, requestOf } from './experiment-request.mjs';
import { experimentSummary } from './experiment-tables.mjs';
import {
  numberOf,
  OVERRIDE_OPTIONS,
  overridden,
  overridesOf,
  readScenario,
  vocabulary,
} from './overrides.mjs';
import { measureRun, plain, withPlayground } from './page.mjs';

const HELP = `npm run bench -- --experiment <${KINDS.join('|')}|file.json> [options]

  --scenario <preset|file.json>  what it is about (the file's own, or four-at-once)
  --backend, --policy, --grain … for every executor, as with --scenario alone
  --rounds <n>      how often each set-up is measured (3)
  --duration <s>    measured in each run (1.2)
  --warmup <s>      of each run, not measured (0.4)
  --seed <n>        of the order of the runs and of the scenario (1)
  --tenant <id>     scaling, ramp, variants: which one (the first)
  --copies <n>      scaling, ramp: at most so many (6)
  --placement <own|shared>  scaling, ramp: an executor each, or all on one
  --rate <n>        ramp: frames a second (30)
  --tenants <n>     gpu-sharing: with 1, 2 … so many tenants (as the scenario has them)
  --submits <n,n>   gpu-sharing: submits in flight to interleave with, a set-up each (as the executor has it)
  --resume <file>   carries on what a partial result file left
  --plan            shows what would be measured, and measures nothing
  --out <file>      the result, as JSON
  --csv <file>      the result as rows
  --report <file>   a page that needs nothing else
  --trace <file>    an experiment keeps no requests: the trace of a run of its scenario afterwards, --trace-duration long
  --trace-duration <s>  (5)
  --address <url>   an app that is served already, instead of this build
  --software-gpu    offer WebGPU and WebGL on the CPU where there is no GPU

file.json: { "schemaVersion": 1, "experiment": { "kind": "sweep", "axes": [{ "path": "executors[0].policy",
"values": ["fifo", "edf"] }] }, "scenario": … }`;

const PROGRESS_MS = 1000;

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('../e2e/automation.d.ts').SeenExperimentFile} ExperimentFile */
/** @typedef {import('../e2e/automation.d.ts').SeenExperimentPlan} ExperimentPlan */

/** @param {string[]} args */
function optionsOf(args) {
  const { values } = parseArgs({
    args,
    options: {
      ...OVERRIDE_OPTIONS,
      ...REQUEST_OPTIONS,
      ...EVIDENCE_OPTIONS,
      scenario: { type: 'string' },
      resume: { type: 'string' },
      plan: { type: 'boolean', default: false },
      out: { type: 'string' },
      'trace-duration': { type: 'string', default: '5' },
      address: { type: 'string' },
      'software-gpu': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}

/** @param {string[]} args @returns {Promise<number>} exit status */
export async function main(args) {
  const options = optionsOf(args);
  if (options.help || options.experiment === undefined) {
    console.log(HELP);
    return 0;
  }
  const { request, scenario: own } = await requestOf(options);
  const document =
    options.scenario === undefined && own !== undefined
      ? own
      : await readScenario(options.scenario ?? 'four-at-once');
  const scenario = overridden(document, overridesOf(options, await vocabulary()));
  const resume =
    options.resume === undefined ? undefined : JSON.parse(await readFile(resolve(options.resume), 'utf8'));
  try {
    return await withPlayground(
      { address: options.address, softwareGpu: options['software-gpu'] },
      async (page) => {
        await page.evaluate((given) => globalThis.playground.loadScenario(given), scenario);
        if (options.plan) return showPlan(page, request);
        const file = await measured(page, request, resume);
        await writeResults(page, file, options, scenario);
        console.log(experimentSummary(file));
        return statusOf(file);
      },
    );
  } catch (thrown) {
    throw plain(thrown);
  }
}

/** @param {Page} page @param {Record<string, unknown>} request */
async function showPlan(page, request) {
  const plan = await page.evaluate((given) => globalThis.playground.planExperiment(given), request);
  console.log(planWords(plan));
  for (const { label } of plan.cells) console.log(`  ${label}`);
  for (const note of plan.notes) console.log(`note: ${note}`);
  return 0;
}

/** @param {ExperimentPlan} plan */
const planWords = ({ title, cells, runs, estimatedMs }) =>
  `${title}: ${cells.length} set-ups, ${runs.length} runs, about ${Math.ceil(estimatedMs / 1000)} s`;

/**
 * Measures, and tells each run on standard error.
 * @param {Page} page
 * @param {Record<string, unknown>} request
 * @param {ExperimentFile | undefined} resume
 * @returns {Promise<ExperimentFile>}
 */
async function measured(page, request, resume) {
  const plan =
    resume?.plan ?? (await page.evaluate((given) => globalThis.playground.planExperiment(given), request));
  console.error(planWords(plan));
  let told = '';
  const timer = setInterval(async () => {
    const progress = await page.evaluate(() => globalThis.playground.experimentProgress()).catch(() => null);
    if (progress === null) return;
    const { runsDone, runsPlanned, now, remainingMs } = progress;
    const line = `run ${Math.min(runsDone + 1, runsPlanned)} of ${runsPlanned}: ${now}`;
    if (line !== told) console.error(`${line}, ${Math.ceil(remainingMs / 1000)} s left`);
    told = line;
  }, PROGRESS_MS);
  try {
    return await page.evaluate(
      ([given, before]) =>
        globalThis.playground.experiment(given, before === undefined ? {} : { resume: before }),
      /** @type {const} */ ([request, resume]),
    );
  } finally {
    clearInterval(timer);
  }
}

/**
 * @param {Page} page
 * @param {ExperimentFile} file
 * @param {ReturnType<typeof optionsOf>} options
 * @param {unknown} scenario
 */
async function writeResults(page, file, options, scenario) {
  if (options.out !== undefined) await writeFile(resolve(options.out), `${JSON.stringify(file, null, 2)}\n`);
  await writeEvidence(page, file, formatsOf(options, 'experiment'));
  if (options.trace === undefined) return;
  const durationMs = 1000 * numberOf('--trace-duration', options['trace-duration'], 0.5, 600);
  console.error(
    `An experiment keeps no requests: the trace is of ${durationMs / 1000} s of its scenario, run now.`,
  );
  const preparation = { alone: false, warmupMs: 1000, aloneMs: 1000 };
  const run = await measureRun(page, scenario, { preparation, durationMs });
  await writeEvidence(page, run, formatsOf({ trace: options.trace }, 'run'));
}

/** @param {ExperimentFile} file */
export function statusOf({ flags, status, why }) {
  if (status === 'partial')
    console.error(`The experiment is partial: ${why ?? 'it was not measured to its end.'}`);
  const failed = flags.filter(({ kind }) => kind === 'tenant-failed');
  for (const { words } of failed) console.error(words);
  return failed.length === 0 ? 0 : 1;
}
