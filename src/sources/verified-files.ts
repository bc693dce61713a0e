/**
 * Fetches the files of a catalog model and lets nothing through that the catalog does not describe: size bound while
 * reading, SHA-256 after. It must not know what is in the files.
 */
import { EngineError } from '../domain/errors';
import type { CatalogModel } from '../domain/model';
import { countDownload, type OnDownload } from './download-progress';
import { cancelled, different, injected, missing, refused, unreachable } from './file-failures';
import { sha256 } from './sha256';

type ModelFile = CatalogModel['files'][number];

export interface FetchOptions {
  readonly onProgress?: OnDownload;
  /** Gives the download up: it rejects with `cancelled`. */
  readonly signal?: AbortSignal;
  readonly fetch?: typeof fetch;
  /** Injected: nothing is fetched, and the error says so. */
  readonly refuseNetwork?: boolean;
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
  { onProgress, signal, fetch: fetcher = fetch, refuseNetwork = false }: FetchOptions = {},
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  if (refuseNetwork) throw injected(model);
  const count = countDownload(model, onProgress);
  // The first failure stops the other downloads of the model.
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal]);
  const fetchOne = async (file: ModelFile) => {
    const bytes = await read(model, file, new URL(file.path, baseUrl), fetcher, either, (length) =>
      count(file, length),
    );
    await verify(model, file, bytes);
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

async function read(
  model: CatalogModel,
  file: ModelFile,
  url: URL,
  fetcher: typeof fetch,
  signal: AbortSignal,
  count: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetcher(url, { credentials: 'omit', signal });
    if (response.status === 404 || isPage(response)) throw missing(model, file);
    if (!response.ok) throw refused(model, file, response.status);
    return await readBounded(response, model, file, count);
  } catch (thrown) {
    if (thrown instanceof EngineError) throw thrown;
    throw unreachable(model, file, url, thrown);
  }
}

/** Many hosts answer every unknown address with their start page, and call that a success. */
const isPage = ({ ok, headers }: Response): boolean =>
  ok && headers.get('content-type')?.startsWith('text/html') === true;

/** Reads into one buffer of the catalog's size; a body that is longer is dropped unread. */
async function readBounded(
  response: Response,
  model: CatalogModel,
  file: ModelFile,
  count: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(file.bytes);
  let length = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    if (length + part.value.length > file.bytes) {
      await reader?.cancel();
      throw different(model, file, `more than ${file.bytes} bytes`, `${file.bytes} bytes`);
    }
    bytes.set(part.value, length);
    length += part.value.length;
    count(part.value.length);
  }
  if (length < file.bytes) throw different(model, file, `${length} bytes`, `${file.bytes} bytes`);
  return bytes;
}

async function verify(model: CatalogModel, file: ModelFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const found = await sha256(bytes);
  if (found === file.sha256) return;
  throw different(model, file, `SHA-256 ${abbreviated(found)}`, abbreviated(file.sha256));
}

const abbreviated = (hash: string): string => `${hash.slice(0, 12)}…`;
