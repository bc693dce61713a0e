/**
 * The files that were given, with zip archives among them opened: each becomes a folder of its name. Must not know
 * what is in them, and loads the zip reader only when there is an archive.
 */
import { EngineError } from '../domain/errors';
import type { GivenFile } from '../protocol/intake-contract';
import { MAX_FILES } from '../sources/limits';
import { quoted } from '../sources/refusal';
import { MAX_UNPACKED_BYTES } from './archive-entries';
import type { UnpackOptions } from './unpack-archive';

const isArchive = ({ path, blob }: GivenFile): boolean =>
  /\.zip$/i.test(path) || ['application/zip', 'application/x-zip-compressed'].includes(blob.type);

/** @throws EngineError of the first archive that cannot be opened. */
export async function openArchives(
  files: readonly GivenFile[],
  options: UnpackOptions,
): Promise<readonly GivenFile[]> {
  const opened: GivenFile[] = [];
  let maxBytes = MAX_UNPACKED_BYTES;
  for (const file of files) {
    const inside = isArchive(file) ? await open(file, { ...options, maxBytes }) : [file];
    if (isArchive(file)) maxBytes -= inside.reduce((sum, { blob }) => sum + blob.size, 0);
    opened.push(...inside);
    if (opened.length > MAX_FILES) throw tooManyFiles(file);
  }
  return opened;
}

async function open(archive: GivenFile, options: UnpackOptions): Promise<readonly GivenFile[]> {
  const { unpackArchive } = await import('./unpack-archive');
  const folder = archive.path.replace(/\.zip$/i, '');
  const inside = await unpackArchive(archive, options);
  return inside.map(({ path, blob }) => ({ path: `${folder}/${path}`, blob }));
}

const tooManyFiles = ({ path }: GivenFile): EngineError =>
  new EngineError(
    'model-too-large',
    `More than ${MAX_FILES} files were given (the last one looked at is ${quoted(path)}): give only the model's folder.`,
  );
