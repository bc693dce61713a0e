/**
 * `npm run bench -- --zoo`: which models of the catalog can be recorded, and what their recordings consist of. Nothing is computed
 * but where `--verify a,b` (or `all`) asks for a comparison bit for bit. `--models a,b`, `--out zoo.json`.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { catalogModels, idsOf, machineLines, withGpuPage } from './gpu-page.mjs';
import { MEMORY_GOAL, ZOO_HEAD, zooRow } from './gpu-tables.mjs';
import { table } from './summary.mjs';

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit status: 1 when a recording differs, or takes more memory than it may
 */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      zoo: { type: 'boolean' },
      models: { type: 'string' },
      verify: { type: 'string', default: '' },
      out: { type: 'string' },
      'real-gpu': { type: 'boolean', default: false },
    },
  });
  const chosen = values.models === undefined ? null : idsOf(values.models);
  const models = (await catalogModels()).filter(({ id }) => chosen === null || chosen.includes(id));
  const verified = values.verify === 'all' ? models.map(({ id }) => id) : idsOf(values.verify);
  return withGpuPage({ softwareGpu: !values['real-gpu'] }, async ({ call }, browserVersion) => {
    console.log(machineLines(await call('machine'), browserVersion).join('\n'));
    /** @type {import('./gpu-page.mjs').ModelFacts[]} */
    const told = [];
    for (const { id, here } of models) {
      if (!here) continue;
      const facts = await call('facts', id, verified.includes(id));
      console.log(`${id}: ${facts.reason ?? 'recorded'}, ${facts.tookMs} ms`);
      told.push(facts);
      // After each: the large ones may take longer than somebody waits.
      if (values.out !== undefined) await writeFile(values.out, `${JSON.stringify(told, null, 2)}\n`);
    }
    const absent = models.filter(({ here }) => !here).map(({ id }) => id);
    console.log(`\n${table([ZOO_HEAD, ...told.map(zooRow)])}`);
    if (absent.length > 0) console.log(`not assembled here: ${absent.join(', ')} (npm run models -- all)`);
    return told.some(isBad) ? 1 : 0;
  });
}

/** @param {import('./gpu-page.mjs').ModelFacts} told */
const isBad = ({ bitEqual, memory }) =>
  bitEqual === false || (memory !== null && memory.recordingBytes > MEMORY_GOAL * memory.eagerPeakBytes);
