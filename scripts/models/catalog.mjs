/**
 * Reads `public/models/catalog.json` and says which of its files are right on disk. Must not know where missing
 * files come from. The app validates the same document in full (`src/domain/model.ts`).
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.mjs';

/** @typedef {'float16-weights' | 'float16-manifest'} Transform */
/** @typedef {{ path: string, packagePath: string, transform?: Transform, bytes: number, sha256: string }} ModelFile */
/** @typedef {{ id: string, name: string, package: string, licence: { spdx: string, upstream?: string }, assembly: 'default' | 'on-request', files: ModelFile[] }} Model */
/** @typedef {{ version: string, integrity: string, bytes: number, licence: string }} Package */
/** @typedef {{ packages: Record<string, Package>, models: Model[] }} Catalog */

export const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
export const MODELS = join(PROJECT, 'public', 'models');
/** Where a built app has its copy. */
export const BUILT_MODELS = join(PROJECT, 'dist', 'models');

/**
 * @returns {Promise<Catalog>}
 * @throws {Failure} when the document cannot be read.
 */
export async function readCatalog() {
  const path = join(MODELS, 'catalog.json');
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Failure(`public/models/catalog.json cannot be read (${why}): restore it from the repository.`);
  }
}

/** @param {Uint8Array} bytes */
export const sha256Of = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * Files of a model that are absent or differ; all of them when one does and making it takes the others. Every byte
 * is hashed: 45 MB take about 100 ms, so no stamp is needed.
 * @param {Model} model
 */
export async function filesToMake(model) {
  const right = await Promise.all(model.files.map((file) => isRight(model, file)));
  if (right.every(Boolean)) return [];
  const together = model.files.some(({ transform }) => transform !== undefined);
  return together ? model.files : model.files.filter((_, index) => !right[index]);
}

/**
 * @param {Model} model
 * @param {ModelFile} file
 */
async function isRight(model, file) {
  const bytes = await readFile(join(MODELS, model.id, file.path)).catch(() => null);
  return bytes?.length === file.bytes && sha256Of(bytes) === file.sha256;
}
