/**
 * `npm run bench -- --scenario <preset|file.json> …`: runs one scenario in the built app and writes its run file. The
 * status is 1 when a tenant failed or the scenario is not valid; what could be measured is written all the same.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT } from '../scripts/bootstrap.mjs';
import { obtainBrowser } from '../scripts/browser/obtain-browser.mjs';
import { launch, measureRun, openPlayground, served } from './page.mjs';
import { summaryOf } from './summary.mjs';

const BACKENDS = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'];
const PRESETS = join(PROJECT, 'public', 'presets');
const HELP = `npm run bench -- --scenario <preset|file.json> [options]

  --duration <s>        measured, after the warm-up (10)
  --warmup <s>          run before measuring, and before each solo baseline (2)
  --backend <name>      for every executor: ${BACKENDS.join(', ')}
  --seed <n>            seed of random inputs (the scenario's)
  --alone               take the solo baselines first; without them there is no slowdown
  --alone-duration <s>  length of each solo baseline (5)
  --out <file>          where the run file goes (standard output names the figures in any case)
  --screenshot <file>   a picture of the app while it runs
  --address <url>       an app that is served already, instead of this build
  --headed              show the browser
  --software-gpu        offer WebGPU and WebGL on the CPU where there is no GPU

npm run bench alone compares the product with bare TensorFlow.js workers;
npm run bench -- --endurance <preset> [--minutes 10] watches memory over a long run;
npm run bench -- --soak [--minutes 30] breaks something every 20 s and counts every request;
npm run bench -- --cycles [50] adds and removes a model over and over on each backend.`;

/** @param {string[]} args */
function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      scenario: { type: 'string' },
      duration: { type: 'string', default: '10' },
      warmup: { type: 'string', default: '2' },
      'alone-duration': { type: 'string', default: '5' },
      backend: { type: 'string' },
      seed: { type: 'string' },
      alone: { type: 'boolean', default: false },
      out: { type: 'string' },
      screenshot: { type: 'string' },
      address: { type: 'string' },
      headed: { type: 'boolean', default: false },
      'software-gpu': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.backend !== undefined && !BACKENDS.includes(values.backend)) {
    throw new Error(`--backend is "${values.backend}": it should be one of ${BACKENDS.join(', ')}.`);
  }
  return {
    ...values,
    durationMs: 1000 * numberOf('--duration', values.duration, 0.5, 3600),
    warmupMs: 1000 * numberOf('--warmup', values.warmup, 0, 600),
    aloneMs: 1000 * numberOf('--alone-duration', values['alone-duration'], 0.5, 3600),
    seed: values.seed === undefined ? null : numberOf('--seed', values.seed, 0, 2 ** 32 - 1),
  };
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} lowest
 * @param {number} highest
 */
function numberOf(name, text, lowest, highest) {
  const value = Number(text);
  if (text.trim() !== '' && value >= lowest && value <= highest) return value;
  throw new Error(`${name} is "${text}": it should be a number from ${lowest} to ${highest}.`);
}

/**
 * A preset's name or a file's path. The page validates the document.
 * @param {string} given
 */
async function readScenario(given) {
  const names = (await readdir(PRESETS)).map((file) => file.replace(/\.json$/, '')).sort();
  const path = names.includes(given) ? join(PRESETS, `${given}.json`) : resolve(given);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`There is no preset and no file "${given}"; presets: ${names.join(', ')}.`);
  });
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new Error(`${given} is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}.`);
  }
}

/**
 * The scenario with what the command line overrides; anything that is no scenario passes untouched to the page.
 * @param {any} document from a file
 * @param {{ backend?: string | undefined, seed: number | null }} overrides
 */
function overridden(document, { backend, seed }) {
  const changed = { ...document };
  if (seed !== null) changed.seed = seed;
  if (backend !== undefined && Array.isArray(changed.executors)) {
    changed.executors = changed.executors.map((/** @type {object} */ executor) => ({ ...executor, backend }));
  }
  return changed;
}

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit status
 */
export async function main(args) {
  const options = readOptions(args);
  if (options.help || options.scenario === undefined) {
    console.log(HELP);
    return 0;
  }
  const scenario = overridden(await readScenario(options.scenario), options);
  const executable = obtainBrowser();
  const { address, close } = await served(options.address);
  const browser = await launch(executable, { headed: options.headed, softwareGpu: options['software-gpu'] });
  try {
    const page = await openPlayground(browser, address);
    const { warmupMs, aloneMs, durationMs, alone, screenshot } = options;
    const file = await measureRun(page, scenario, {
      preparation: { alone, warmupMs, aloneMs },
      durationMs,
    });
    if (screenshot !== undefined) await page.screenshot({ path: resolve(screenshot) });
    if (options.out !== undefined)
      await writeFile(resolve(options.out), `${JSON.stringify(file, null, 2)}\n`);
    console.log(summaryOf(file));
    return reportFailures(file);
  } catch (thrown) {
    throw plain(thrown);
  } finally {
    await browser.close();
    await close();
  }
}

/** @param {import('./page.mjs').RunFile} file */
function reportFailures(file) {
  const failed = file.tenants.filter((tenant) => tenant.error !== null);
  for (const { id, error } of failed)
    console.error(`Tenant ${id} failed (${error?.code}): ${error?.message}`);
  return failed.length === 0 ? 0 : 1;
}

/**
 * What the page says, without the browser driver's decoration.
 * @param {unknown} thrown
 */
function plain(thrown) {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const words = /^page\.evaluate: (?:\w+: )?([^\n]*)/.exec(message)?.[1];
  return new Error(words ?? message, { cause: thrown });
}
