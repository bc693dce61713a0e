/** `npm run sbom`: prints what the app is made of (CycloneDX), or writes it: `npm run sbom -- --output bill.json`. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { makeSbom } from '../packages/sbom.mjs';

/** @param {string[]} args */
export async function run(args) {
  const { values } = parseArgs({ args, options: { output: { type: 'string' } } });
  const text = await makeSbom();
  if (values.output === undefined) process.stdout.write(text);
  else await writeFile(values.output, text);
  return 0;
}
