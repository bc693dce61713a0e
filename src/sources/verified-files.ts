/**
 * Fetches the files of a catalog model, all at once, and lets nothing through that the catalog does not describe. It must
 * not know what is in the files.
 */
import { EngineError } from '../domain/errors';
import type { CatalogModel } from '../domain/model';
import { countDownload, type OnDownload } from './download-progress';
import { cancelled, injected, outdated } from './file-failures';
import { type ModelFile, type Reading, readFile } from './read-file';

export interface FetchOptions {
  readonly onProgress?: OnDownload;
  /** Gives the download up: it rejects with `cancelled`. */
  readonly signal?: AbortSignal;
  readonly fetch?: typeof fetch;
  /** Injected: nothing is fetched, and the error says so. */
  readonly refuseNetwork?: boolean;
  /** False when the browser knows that there is no network. */
  readonly isOnline?: () => boolean;
}

/**
 * @param baseUrl absolute URL of the folder that holds the model's files, ending in a slash.
 * @returns contents by path; exactly the files that the catalog lists.
 * @throws EngineError `model-missing` | `model-not-assembled` | `network-unreachable` | `model-hash-mismatch` |
 *   `cancelled`.
 */
export async function fetchVerifiedFiles(
  model: CatalogModel,
  baseUrl: string,
  options: FetchOptions = {},
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const { onProgress, signal, fetch: fetcher = fetch, refuseNetwork = false } = options;
  if (refuseNetwork) throw injected(model);
  const { isOnline = () => navigator.onLine } = options;
  const count = countDownload(model, onProgress);
  // The first failure stops the other downloads of the model.
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal]);
  const fetchOne = async (file: ModelFile) => {
    const url = new URL(file.path, baseUrl);
    const counting = (bytes: number) => count(file, bytes);
    const bytes = await trusted(
      { model, url, fetch: fetcher, isOnline, signal: either, count: counting },
      file,
    );
    // Hashing cannot be stopped: whether anybody still waits is asked after it.
    if (signal?.aborted) throw cancelled(model);
    return [file.path, bytes] as const;
  };
  try {
    return new Map(await Promise.all(model.files.map(fetchOne)));
  } catch (thrown) {
    stop.abort();
    if (signal?.aborted) throw cancelled(model);
    throw thrown;
  }
}

/**
 * A file that differs may come from a cache that still has the one of a former version: it is asked for once more, past every
 * cache, before anybody is told.
 */
async function trusted(reading: Reading, file: ModelFile): Promise<Uint8Array<ArrayBuffer>> {
  let counted = 0;
  const count = (bytes: number) => {
    counted += bytes;
    reading.count(bytes);
  };
  try {
    return await readFile({ ...reading, count }, file, 'default');
  } catch (thrown) {
    if (!(thrown instanceof EngineError) || thrown.code !== 'model-hash-mismatch') throw thrown;
    reading.count(-counted);
    return await readFile(reading, file, 'reload').catch((again: unknown) => {
      if (!(again instanceof EngineError) || again.code !== 'network-unreachable') throw again;
      throw outdated(reading.model, file, reading.url, again);
    });
  }
}
