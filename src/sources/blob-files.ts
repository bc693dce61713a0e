/**
 * Reads a custom model's bytes from where the browser keeps them and lets only those through that were checked when
 * the model was taken in: a file on disk can change afterwards. It must not know what is in the files.
 */
import { sha256 } from '../base/sha256';
import type { CustomModel } from '../domain/custom-model';
import { EngineError } from '../domain/errors';
import { countDownload, type OnDownload } from './download-progress';
import { cancelled } from './file-failures';

export interface BlobOptions {
  readonly onProgress?: OnDownload;
  /** Gives the reading up: it rejects with `cancelled` after the file in hand. */
  readonly signal?: AbortSignal;
}

/**
 * @param blobs in the order of the model's `files`.
 * @returns contents by the paths of the model's `files`, as `toArtifacts` takes them.
 * @throws EngineError `model-load-failed` when a file cannot be read, `model-hash-mismatch` when it is another than it
 *   was, `cancelled`.
 */
export async function readBlobFiles(
  model: CustomModel,
  blobs: readonly Blob[],
  { onProgress, signal }: BlobOptions = {},
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  if (blobs.length !== model.files.length) {
    throw new EngineError(
      'model-load-failed',
      `${model.name}: ${blobs.length} of its ${model.files.length} files are here: bring the model again.`,
    );
  }
  const count = countDownload(model, onProgress);
  const contents = new Map<string, Uint8Array<ArrayBuffer>>();
  // One after the other: all of them together are needed, but never two on their way.
  for (const [index, file] of model.files.entries()) {
    if (signal?.aborted) throw cancelled(model);
    const bytes = await read(model, file, blobs[index]);
    if (signal?.aborted) throw cancelled(model);
    count(file, bytes.length);
    contents.set(file.path, bytes);
  }
  return contents;
}

async function read(
  model: CustomModel,
  file: CustomModel['files'][number],
  blob: Blob | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  if (blob?.size !== file.bytes) throw changed(model, file.path, `${blob?.size} bytes, not ${file.bytes}`);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    // Browsers refuse to read a file that was changed, moved or deleted: NotReadableError, NotFoundError.
    throw new EngineError(
      'model-load-failed',
      `${model.name}: ${file.path} cannot be read any more, most likely because the file changed since it was dropped: drop it again.`,
      { cause },
    );
  }
  if ((await sha256(bytes)) !== file.sha256)
    throw changed(model, file.path, 'other content of the same length');
  return bytes;
}

const changed = (model: CustomModel, path: string, how: string): EngineError =>
  new EngineError(
    'model-hash-mismatch',
    `${model.name}: ${path}: the file changed since it was dropped (${how}): drop it again.`,
  );
