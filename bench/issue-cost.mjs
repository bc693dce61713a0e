/**
 * `npm run bench:issue -- --out issue.json`: what the CPU needs to issue one inference on WebGPU, eager, recorded and recorded
 * in segments by turns, with submits stubbed; and what a recording adds to memory. `--samples N` of each (60), `--segments N`
 * (8), `--models a,b`, `--real-gpu`: on the adapter of the machine in place of the software one.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { issueFileOf } from './gpu-file.mjs';
import { eachModel, idsOf, machineLines, withGpuPage } from './gpu-page.mjs';
import { ISSUE_HEAD, issueRow, WITH_GOALS } from './gpu-tables.mjs';
import { table } from './summary.mjs';

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit status: 1 when a goal is missed
 */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      issue: { type: 'boolean' },
      out: { type: 'string' },
      samples: { type: 'string', default: '60' },
      segments: { type: 'string', default: '8' },
      models: { type: 'string', default: [...WITH_GOALS, 'emotion'].join(',') },
      'real-gpu': { type: 'boolean', default: false },
    },
  });
  const options = { samples: Number(values.samples), segments: Number(values.segments) };
  if (!(options.samples >= 1) || !(options.segments >= 2))
    throw new Error('--samples is at least 1, and --segments at least 2.');
  return withGpuPage({ softwareGpu: !values['real-gpu'] }, async ({ call }, browserVersion) => {
    const lines = machineLines(await call('machine'), browserVersion);
    const { done, failed } = await issueCosts(call, idsOf(values.models), options);
    const costs = done.map(({ value }) => value);
    const rows = costs.map(issueRow);
    console.log(['', ...lines, ...issueLines(options), table([ISSUE_HEAD, ...rows])].join('\n'));
    if (values.out !== undefined)
      await writeFile(values.out, `${JSON.stringify(issueFileOf(costs), null, 2)}\n`);
    return failed.length > 0 || rows.some((cells) => cells.at(-1) === 'MISSED') ? 1 : 0;
  });
}

/**
 * @param {import('./gpu-page.mjs').Call} call
 * @param {readonly string[]} ids
 * @param {{ samples: number, segments: number }} options
 */
export const issueCosts = (call, ids, options) =>
  eachModel(ids, async (id) => {
    const cost = await call('issue', id, options);
    console.log(`${id}: ${cost.note ?? `issued ${options.samples} times each way`}`);
    return cost;
  });

/** @param {{ samples: number, segments: number }} options */
export const issueLines = ({ samples, segments }) => [
  `CPU time to issue one inference, from its upload to its last submit, waits apart: medians of ${samples}, by turns, submits stubbed; ${segments} segments`,
  'added: bytes of a recording that ran; eager peak: bytes of one eager inference from an empty pool; both without weights, outputs read',
];
