/**
 * Writes down which models stand in `public/models/`, for the app: it could only ask for each one's file, and every
 * answer "not there" would be an error in the browser's console.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILT_MODELS, MODELS } from './catalog.mjs';

const NAME = 'assembled.json';

/** @param {import('./catalog.mjs').Catalog} catalog */
export async function writeAssembledList({ models }) {
  const ids = models.filter(({ id }) => existsSync(join(MODELS, id, 'model.json'))).map(({ id }) => id);
  const text = `${JSON.stringify(ids)}\n`;
  for (const folder of [MODELS, BUILT_MODELS]) {
    const path = join(folder, NAME);
    // Left alone when it is right: a build is as new as the files that it is made of.
    if (!existsSync(folder) || (await readFile(path, 'utf8').catch(() => '')) === text) continue;
    await writeFile(path, text);
  }
}
