/**
 * `npm run bench:gpu -- --out gpu.json`: on the GPU of this machine, what the CPU needs to issue an inference, and inferences a
 * second of 1–4 tenants eager, recorded and interleaved, on one device and on a device each. `--rounds N` (5), `--seconds N`
 * a round (1), `--models a,b,c,d`, `--segments N` (8), `--samples N` (60), `--headed`, `--software-gpu`: to try it without one.
 */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { release, type as systemType } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT } from '../scripts/bootstrap.mjs';
import { gpuFileSchema } from './gpu-file.mjs';
import { eachModel, idsOf, machineLines, withGpuPage } from './gpu-page.mjs';
import { allWays, measureRounds } from './gpu-rounds.mjs';
import { ISSUE_HEAD, issueRow, THROUGHPUT_HEAD, throughputRows } from './gpu-tables.mjs';
import { issueCosts, issueLines } from './issue-cost.mjs';
import { table } from './summary.mjs';

/** Submits under way: what the product starts with, and one more, so that the GPU need not wait for the next. */
const DEPTHS = [1, 2];

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit status: 1 when a model had to be left out
 */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      gpu: { type: 'boolean' },
      out: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '1' },
      segments: { type: 'string', default: '8' },
      samples: { type: 'string', default: '60' },
      models: { type: 'string', default: 'facemesh,movenet-lightning,blazeface,handlandmark-lite' },
      headed: { type: 'boolean', default: false },
      'software-gpu': { type: 'boolean', default: false },
    },
  });
  const options = optionsOf(values);
  const browser = { softwareGpu: values['software-gpu'], headed: values.headed };
  return withGpuPage(browser, async ({ call }, browserVersion) => {
    const facts = await call('machine');
    const lines = machineLines(facts, browserVersion);
    console.log(lines.join('\n'));
    const measured = await measureAll(call, options);
    console.log(['', ...lines, ...tables(measured, options)].join('\n'));
    const file = gpuFileSchema.parse({
      schemaVersion: 1,
      kind: 'gpu-bench',
      takenAt: new Date().toISOString(),
      machine: { ...facts, browserVersion, ...(await productFacts()) },
      options,
      ...measured,
    });
    if (values.out !== undefined) {
      await writeFile(values.out, `${JSON.stringify(file, null, 2)}\n`);
      console.log(`\nWritten: ${values.out}`);
    }
    return measured.leftOut.length === 0 ? 0 : 1;
  });
}

/** @param {import('./gpu-page.mjs').Call} call @param {ReturnType<typeof optionsOf>} options */
async function measureAll(call, options) {
  const { done: issued, failed } = await issueCosts(call, options.models, options);
  const added = await eachModel(
    issued.map(({ modelId }) => modelId),
    (id) => call('add', id, options.segments, true),
  );
  const tenants = added.done.map(({ modelId }) => modelId);
  const ways = allWays(
    tenants.map((_, index) => index + 1),
    DEPTHS,
  );
  await measureRounds(call, ways, { rounds: 1, roundMs: options.roundMs / 4 }); // warm
  const throughput = await measureRounds(call, ways, options);
  return {
    issue: issued.map(({ value }) => value),
    tenants,
    throughput,
    leftOut: [...failed, ...added.failed],
  };
}

/** @param {{ rounds: string, seconds: string, segments: string, samples: string, models: string }} values */
function optionsOf({ rounds, seconds, segments, samples, models }) {
  const options = {
    models: idsOf(models).slice(0, 4),
    rounds: Number(rounds),
    roundMs: 1000 * Number(seconds),
    segments: Number(segments),
    samples: Number(samples),
  };
  if (!(options.rounds >= 1) || !(options.roundMs > 0) || !(options.segments >= 2) || !(options.samples >= 1))
    throw new Error('--rounds and --samples are at least 1, --segments at least 2, --seconds above 0.');
  return options;
}

/** @param {Awaited<ReturnType<typeof measureAll>>} measured @param {ReturnType<typeof optionsOf>} options */
const tables = ({ issue, tenants, throughput, leftOut }, options) => [
  ...issueLines(options),
  table([ISSUE_HEAD, ...issue.map(issueRow)]),
  '',
  `Inferences a second of all tenants, closed loops, medians of ${options.rounds} interleaved rounds of ${options.roundMs} ms; tenants in order: ${tenants.join(', ')}; ${options.segments} segments`,
  table([THROUGHPUT_HEAD, ...throughputRows(throughput)]),
  ...leftOut.map(({ modelId, reason }) => `left out: ${modelId}: ${reason}`),
];

async function productFacts() {
  const { version } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8'));
  return { platform: `${systemType()} ${release()}`, productVersion: version, commit: commit() };
}

/** @returns {string | null} */
function commit() {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: PROJECT,
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  } catch {
    return null;
  }
}
