/**
 * `npm run bench -- --scenario <preset|file.json> …`: runs one scenario in the built app and writes its run file. The
 * status is 1 when a tenant failed or the scenario is not valid; what could be measured is written all the same.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { obtainBrowser } from '../scripts/browser/obtain-browser.mjs';
import { EVIDENCE_OPTIONS, formatsOf, writeEvidence } from './evidence-files.mjs';
import {
  numberOf,
  OVERRIDE_OPTIONS,
  overridden,
  overridesOf,
  readScenario,
  vocabulary,
} from './overrides.mjs';
import { launch, measureRun, openPlayground, plain, served } from './page.mjs';
import { summaryOf } from './summary.mjs';

/** @param {import('./overrides.mjs').Vocabulary} words */
const helpOf = ({
  backends,
  policies,
  grains,
  gates,
}) => `npm run bench -- --scenario <preset|file.json> [options]

  --duration <s>        measured, after the warm-up (10)
  --warmup <s>          run before measuring, and before each solo baseline (2)
  --seed <n>            seed of arrivals and random inputs (the scenario's)
  --alone               take the solo baselines first; without them there is no slowdown
  --alone-duration <s>  length of each solo baseline (5)
  --predict             the same run in the simulator, in the run file and beside the measured figures
  --out <file>          where the run file goes (standard output names the figures in any case)
  --csv <file>          a row for each request of the window
  --summary <file>      CSV, a row for each tenant
  --trace <file>        for Perfetto, chrome://tracing and speedscope
  --report <file>       a page that needs nothing else
  --screenshot <file>   a picture of the app while it runs
  --address <url>       an app that is served already, instead of this build
  --headed              show the browser
  --software-gpu        offer WebGPU and WebGL on the CPU where there is no GPU

for every executor, in place of what the scenario says:
  --backend <name>      ${backends.join(', ')}
  --policy <id>         ${policies.join(', ')}
  --grain <name>        ${grains.join(', ')}
  --segment-ms <n>      target time of a segment, or layer
  --in-flight <n>       requests issued to it at once, or auto
  --gate <id>           how executors of one device share it: ${gates.join(', ')}

npm run bench alone compares the product with bare TensorFlow.js workers;
npm run bench -- --experiment matrix measures who slows whom; --experiment --help lists the others;
npm run bench -- --policies --scenario <preset> measures every policy, and predicts it, as a table;
npm run bench -- --endurance <preset> [--minutes 10] watches memory over a long run;
npm run bench -- --soak [--minutes 30] breaks something every 20 s and counts every request;
npm run bench -- --cycles [50] adds and removes a model over and over on each backend;
npm run simulate -- --help needs no browser.`;

/**
 * @param {string[]} args
 * @param {import('./overrides.mjs').Vocabulary} words
 */
function readOptions(args, words) {
  const { values } = parseArgs({
    args,
    options: {
      ...OVERRIDE_OPTIONS,
      ...EVIDENCE_OPTIONS,
      scenario: { type: 'string' },
      duration: { type: 'string', default: '10' },
      warmup: { type: 'string', default: '2' },
      'alone-duration': { type: 'string', default: '5' },
      alone: { type: 'boolean', default: false },
      predict: { type: 'boolean', default: false },
      out: { type: 'string' },
      screenshot: { type: 'string' },
      address: { type: 'string' },
      headed: { type: 'boolean', default: false },
      'software-gpu': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    ...values,
    overrides: overridesOf(values, words),
    durationMs: 1000 * numberOf('--duration', values.duration, 0.5, 3600),
    warmupMs: 1000 * numberOf('--warmup', values.warmup, 0, 600),
    aloneMs: 1000 * numberOf('--alone-duration', values['alone-duration'], 0.5, 3600),
  };
}

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit status
 */
export async function main(args) {
  const words = await vocabulary();
  const options = readOptions(args, words);
  if (options.help || options.scenario === undefined) {
    console.log(helpOf(words));
    return 0;
  }
  const scenario = overridden(await readScenario(options.scenario), options.overrides);
  const executable = obtainBrowser();
  const { address, close } = await served(options.address);
  const browser = await launch(executable, { headed: options.headed, softwareGpu: options['software-gpu'] });
  try {
    const page = await openPlayground(browser, address);
    const { warmupMs, aloneMs, durationMs, alone, screenshot, predict } = options;
    const file = await measureRun(page, scenario, {
      preparation: { alone, warmupMs, aloneMs },
      durationMs,
      predict,
    });
    if (screenshot !== undefined) await page.screenshot({ path: resolve(screenshot) });
    if (options.out !== undefined)
      await writeFile(resolve(options.out), `${JSON.stringify(file, null, 2)}\n`);
    await writeEvidence(page, file, formatsOf(options, 'run'));
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
