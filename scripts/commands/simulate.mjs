/**
 * `npm run simulate -- --scenario <preset|file.json> …`: predicts a run without a browser, by the app's own scheduler on a
 * virtual clock. Its figures are simulated and say so; from a run file's costs they rest on measured times.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import {
  numberOf,
  OVERRIDE_OPTIONS,
  overridden,
  overridesOf,
  readScenario,
  vocabulary,
} from '../../bench/overrides.mjs';
import { predictionTable, sweepTable } from '../../bench/prediction-table.mjs';
import { PROJECT } from '../bootstrap.mjs';

const HELP = `npm run simulate -- --scenario <preset|file.json> [options]

  --costs <run.json>    measured costs, from a run file of \`npm run bench -- --scenario …\`; its scenario when no other is named.
                        Without it costs are modelled from multiply-accumulates
  --policy <id>         for every executor
  --grain <name>        inference or segment
  --gate <name>         for every device: free-for-all, token, orion
  --backend <name>, --segment-ms <ms|layer>, --in-flight <n|auto>, --seed <n>
  --duration <s>        simulated (10)
  --warmup <s>          simulated before (2)
  --sweep               every built-in policy, per inference and per segment
  --out <file>          where the prediction goes as JSON`;

const ENTRY = join(PROJECT, 'src', 'engine', 'simulator', 'documents.ts');
const CATALOG = join(PROJECT, 'public', 'models', 'catalog.json');

/** @type {ReturnType<typeof runnerImport<any>> | null} */
let loading = null;
/** The simulator from its sources: Vite reads TypeScript without a build. */
function loaded() {
  loading ??= runnerImport(ENTRY, { root: PROJECT, configFile: false, logLevel: 'error' });
  return loading;
}

/** @param {string[]} args */
async function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      scenario: { type: 'string' },
      costs: { type: 'string' },
      duration: { type: 'string', default: '10' },
      warmup: { type: 'string', default: '2' },
      sweep: { type: 'boolean', default: false },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
      ...OVERRIDE_OPTIONS,
    },
  });
  const words = await vocabulary();
  return {
    ...values,
    words,
    overrides: overridesOf(values, words),
    span: {
      durationMs: 1000 * numberOf('--duration', values.duration, 0.1, 3600),
      warmupMs: 1000 * numberOf('--warmup', values.warmup, 0, 600),
    },
  };
}

/** @param {string} path @returns {Promise<any>} */
async function readRunFile(path) {
  const text = await readFile(resolve(path), 'utf8').catch(() => {
    throw new Error(`There is no run file "${path}".`);
  });
  try {
    return JSON.parse(text) ?? {};
  } catch {
    throw new Error(`${path} is not JSON: it should be a run file.`);
  }
}

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit status
 */
export async function run(args) {
  const options = await readOptions(args);
  if (options.help || (options.scenario === undefined && options.costs === undefined)) {
    console.log(HELP);
    return 0;
  }
  const runFile = options.costs === undefined ? null : await readRunFile(options.costs);
  const document = options.scenario === undefined ? runFile.scenario : await readScenario(options.scenario);
  const { models } = JSON.parse(await readFile(CATALOG, 'utf8'));
  const documents = { scenario: overridden(document, options.overrides), runFile, models };
  const { module: simulator } = await loaded();
  const { out, span, words, overrides } = options;
  const told = options.sweep
    ? await simulator.sweepDocuments(documents, span, choicesOf(words, overrides.gate))
    : await simulator.predictDocuments(documents, span);
  console.log(options.sweep ? sweepTable(told) : predictionTable(told));
  if (out !== undefined) await writeFile(resolve(out), `${JSON.stringify(told, null, 2)}\n`);
  return 0;
}

/**
 * @param {import('../../bench/overrides.mjs').Vocabulary} words
 * @param {string | null} gate
 */
const choicesOf = ({ policies, grains }, gate) =>
  policies
    .filter((policy) => policy !== 'user')
    .flatMap((policy) => grains.map((grain) => ({ policy, grain, gate: gate ?? 'free-for-all' })));
