/** `npm run check`: format and lint, types, dependency rules, dead code, schema, audit, unit tests. One row a step. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT } from '../bootstrap.mjs';
import { auditPackages } from '../packages/audit.mjs';
import { generateSchema, SCHEMA_PATH } from '../schema.mjs';
import { captureTool } from '../tools.mjs';

/** @typedef {{ ok: boolean, text: string, note?: string, skipped?: boolean }} Outcome `note`: why, when it was skipped */

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {() => Promise<Outcome>}
 */
const tool = (name, args) => async () => {
  const { status, text } = await captureTool(name, args);
  return { ok: status === 0, text };
};

/** @param {string} project */
const types = (project) => tool('tsc', ['-p', `tsconfig.${project}.json`]);

/** @returns {Promise<Outcome>} */
async function dependencyRules() {
  const { output, text } = await captureTool('depcruise', ['src', '--output-type', 'json']);
  const { summary } = JSON.parse(output === '' ? '{"summary":null}' : output);
  if (summary === null) return { ok: false, text };
  // With a TypeScript that it cannot read, dependency-cruiser reads nothing and is content.
  if (summary.totalCruised === 0) return { ok: false, text: 'dependency-cruiser read no module at all' };
  /** @type {{ rule: { name: string }, from: string, to: string, comment?: string }[]} */
  const violations = summary.violations;
  const lines = violations.map(
    ({ rule, from, to, comment }) => `${rule.name}: ${from} → ${to}. ${comment ?? ''}`,
  );
  return { ok: violations.length === 0, text: lines.join('\n'), note: `${summary.totalCruised} modules` };
}

/** @returns {Promise<Outcome>} */
async function schemaIsFresh() {
  const committed = await readFile(join(PROJECT, SCHEMA_PATH), 'utf8').catch(() => '');
  const fresh = committed === (await generateSchema());
  return { ok: fresh, text: `${SCHEMA_PATH} is not what the source says: run \`npm run schema\`.` };
}

/** @type {readonly (readonly [string, () => Promise<Outcome>])[]} */
const STEPS = [
  ['format and lint', tool('biome', ['check', '--error-on-warnings', '.'])],
  ['types: app', types('app')],
  ['types: worker', types('worker')],
  ['types: node', types('node')],
  ['types: tests', types('test')],
  ['dependency rules', dependencyRules],
  ['dead code', tool('knip', [])],
  ['scenario schema', schemaIsFresh],
  ['dependency audit', auditPackages],
  ['unit tests', tool('vitest', ['run'])],
];

/** Two at a time: each is a process of its own. */
const AT_ONCE = 2;

export async function run() {
  const waiting = [...STEPS];
  let failed = 0;
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const [name, act] = step;
      const startedAt = Date.now();
      const { ok, text, note, skipped } = await act().catch((thrown) => ({
        ok: false,
        text: String(thrown),
        note: '',
        skipped: false,
      }));
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      const outcome = !ok ? 'FAILED ' : skipped === true ? 'skipped' : 'ok     ';
      console.log(`${outcome} ${name}${note ? ` (${note})` : ''}, ${seconds} s`);
      if (!ok || name === 'unit tests') console.log(text.trimEnd());
      if (!ok) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  console.log(failed === 0 ? 'check: all green' : `check: ${failed} of ${STEPS.length} steps failed`);
  return failed === 0 ? 0 : 1;
}
