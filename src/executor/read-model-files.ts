/**
 * Where a load takes a model's bytes from: what somebody brought, what the engine kept of an earlier load, or the app's server.
 * It knows no tenants and no backend.
 */
import { assert } from '../base/assert';
import { isCustom } from '../domain/model';
import type { ExecutorEvents, LoadArgument } from '../protocol/executor-contract';
import { readBlobFiles } from '../sources/blob-files';
import type { OnDownload } from '../sources/download-progress';
import { blobsOf, readKeptFiles } from '../sources/kept-files';
import { fetchVerifiedFiles } from '../sources/verified-files';

export interface ReadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: OnDownload;
  /** Files that were fetched and hold what the catalog says, to be kept for the next load. */
  readonly onVerified?: ((event: ExecutorEvents['verified']) => void) | undefined;
}

/** @returns contents by path. @throws EngineError as the sources do. */
export async function readModelFiles(
  { model, bytes, refuseNetwork }: Pick<LoadArgument, 'model' | 'bytes' | 'refuseNetwork'>,
  { signal, onProgress, onVerified }: ReadOptions,
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  if (isCustom(model)) {
    assert(bytes.kind === 'blobs', `${model.name} was brought, it has no folder`);
    return readBlobFiles(model, bytes.blobs, { signal, onProgress });
  }
  assert(bytes.kind === 'folder', `${model.name} is in the catalog, its files are in a folder`);
  const { kept, baseUrl } = bytes;
  const there = kept === undefined ? null : await readKeptFiles(model, kept, { signal, onProgress });
  if (there !== null) return there;
  const fetched = await fetchVerifiedFiles(model, baseUrl, { signal, onProgress, refuseNetwork });
  onVerified?.({ modelId: model.id, blobs: blobsOf(model, fetched) });
  return fetched;
}
