/**
 * A catalog model's files as they were verified once, kept by the browser as blobs outside of any heap, so that a load after a
 * failure asks nothing of the network. It must not know what is in the files.
 */
import { sha256 } from '../base/sha256';
import type { CatalogModel } from '../domain/model';
import { countDownload, type OnDownload } from './download-progress';
import { cancelled } from './file-failures';

type Contents = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** @returns in the order of the model's `files`. */
export const blobsOf = ({ files }: CatalogModel, contents: Contents): readonly Blob[] =>
  files.map(({ path }) => new Blob([contents.get(path) ?? new Uint8Array()]));

/**
 * Hashed again, as whatever comes from a server: they were put there by another thread.
 * @returns contents by path; null when they are not what the catalog lists, or the browser cannot give them any more, and they
 *   have to be fetched.
 * @throws EngineError `cancelled`.
 */
export async function readKeptFiles(
  model: CatalogModel,
  blobs: readonly Blob[],
  { onProgress, signal }: { readonly onProgress?: OnDownload; readonly signal?: AbortSignal } = {},
): Promise<Contents | null> {
  if (model.files.some(({ bytes }, index) => blobs[index]?.size !== bytes)) return null;
  const count = countDownload(model, onProgress);
  const contents = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [index, file] of model.files.entries()) {
    const buffer = await blobs[index]?.arrayBuffer().catch(() => null);
    if (signal?.aborted) throw cancelled(model);
    if (buffer == null) return null;
    const bytes = new Uint8Array(buffer);
    if ((await sha256(bytes)) !== file.sha256) return null;
    if (signal?.aborted) throw cancelled(model); // hashing cannot be stopped
    count(file, file.bytes);
    contents.set(file.path, bytes);
  }
  return contents;
}
