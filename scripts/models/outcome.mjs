/**
 * What of a package becomes a model's files: as they are, or transformed as the catalog says. Must not know where
 * files come from or go.
 */
import { posix } from 'node:path';
import { Failure } from './failure.mjs';
import { float16Manifest, float16Shards } from './float16.mjs';

/**
 * The bytes that the file has inside the package, as far as the catalog can know: it describes the outcome.
 * Float weights shrink to half and integers keep their size; a manifest loses its blanks, about half of it.
 * @param {import('./catalog.mjs').ModelFile} file
 * @param {number} size
 */
export function plausibleSize({ bytes, transform }, size) {
  if (transform === 'float16-weights') return size >= bytes && size <= 2 * bytes;
  if (transform === 'float16-manifest') return size <= 4 * bytes;
  return size === bytes;
}

/**
 * @param {import('./catalog.mjs').Model} model
 * @param {import('./catalog.mjs').ModelFile[]} files to make; all of the model's when one is transformed
 * @param {ReadonlyMap<string, Buffer>} contents by `packagePath`
 * @returns {Map<string, Buffer>} by `path`; what the package lacks is absent
 */
export function outcomeOf(model, files, contents) {
  /** @type {Map<string, Buffer>} */
  const outcome = new Map();
  for (const { path, packagePath } of files) {
    const bytes = contents.get(packagePath);
    if (bytes !== undefined) outcome.set(path, bytes);
  }
  const transformed = files.find(({ transform }) => transform === 'float16-manifest');
  return transformed === undefined ? outcome : halve(model, transformed, outcome);
}

/**
 * @param {import('./catalog.mjs').Model} model
 * @param {import('./catalog.mjs').ModelFile} manifestFile
 * @param {Map<string, Buffer>} originals by `path`
 */
function halve(model, manifestFile, originals) {
  const missing = model.files.find(({ path }) => !originals.has(path));
  // `place` says which file is not in the package, and how large it should have been.
  if (missing !== undefined) return originals;
  const manifest = JSON.parse(String(originals.get(manifestFile.path)));
  /** @type {string[]} */
  const paths = manifest.weightsManifest.flatMap((/** @type {{ paths: string[] }} */ group) => group.paths);
  const shards = paths.map((path) => {
    const shard = originals.get(posix.basename(path));
    if (shard === undefined) throw new Failure(`The catalog does not list ${path}, a shard of ${model.id}.`);
    return shard;
  });
  /** @type {Map<string, Buffer>} */
  const outcome = new Map();
  outcome.set(manifestFile.path, Buffer.from(JSON.stringify(float16Manifest(manifest))));
  for (const [index, bytes] of float16Shards(manifest, shards).entries()) {
    outcome.set(posix.basename(/** @type {string} */ (paths[index])), bytes);
  }
  return outcome;
}
