/** `npm run schema`: writes the published JSON Schema of a scenario. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT } from '../bootstrap.mjs';
import { generateSchema, SCHEMA_PATH } from '../schema.mjs';

export async function run() {
  await writeFile(join(PROJECT, SCHEMA_PATH), await generateSchema());
  console.log(`${SCHEMA_PATH} is written.`);
  return 0;
}
