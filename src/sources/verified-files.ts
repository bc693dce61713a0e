/**
 * Fetches the files of a catalog model and lets nothing through that the catalog does not describe: size bound while
 * reading, SHA-256 after. It must not know what is in the files.
 */
import { EngineError } from '../domain/errors';
import type { Model } from '../domain/model';

type ModelFile = Model['files'][number];

export interface FetchOptions {
  /** Share of all bytes of the model so far, 0..1; called for every chunk. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
  readonly fetch?: typeof fetch;
}

/**
 * @param baseUrl absolute URL of the folder that holds the model's files, ending in a slash.
 * @returns contents by path; exactly the files that the catalog lists.
 * @throws EngineError `model-missing` | `network-unreachable` | `model-hash-mismatch` | `cancelled`.
 */
export async function fetchVerifiedFiles(
  model: Model,
  baseUrl: string,
  { onProgress, signal, fetch: fetcher = fetch }: FetchOptions = {},
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const total = model.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let received = 0;
  const count = (bytes: number): void => {
    received += bytes;
    onProgress?.(received / total);
  };
  // The first failure stops the other downloads of the model.
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal]);
  const fetchOne = async (file: ModelFile) => {
    const bytes = await read(model, file, new URL(file.path, baseUrl), fetcher, either, count);
    await verify(model, file, bytes);
    return [file.path, bytes] as const;
  };
  try {
    return new Map(await Promise.all(model.files.map(fetchOne)));
  } catch (thrown) {
    stop.abort();
    if (signal?.aborted) throw new EngineError('cancelled', `Loading ${model.name} was cancelled.`);
    throw thrown;
  }
}

async function read(
  model: Model,
  file: ModelFile,
  url: URL,
  fetcher: typeof fetch,
  signal: AbortSignal,
  count: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetcher(url, { credentials: 'omit', signal });
    if (!response.ok) throw refused(model, file, response.status);
    return await readBounded(response, model, file, count);
  } catch (thrown) {
    if (thrown instanceof EngineError) throw thrown;
    throw new EngineError(
      'network-unreachable',
      `${model.name}: ${file.path} could not be fetched from ${url.origin}: is the server still running? Run it again.`,
      { cause: thrown },
    );
  }
}

function refused(model: Model, file: ModelFile, status: number): EngineError {
  return status === 404
    ? new EngineError(
        'model-missing',
        `${model.name}: ${file.path} is not on the server: run \`npm run models\` and start again.`,
      )
    : new EngineError(
        'network-unreachable',
        `${model.name}: the server answered ${status} for ${file.path}.`,
      );
}

/** Reads into one buffer of the catalog's size; a body that is longer is dropped unread. */
async function readBounded(
  response: Response,
  model: Model,
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

async function verify(model: Model, file: ModelFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (found === file.sha256) return;
  throw different(model, file, `SHA-256 ${abbreviated(found)}`, abbreviated(file.sha256));
}

const abbreviated = (hash: string): string => `${hash.slice(0, 12)}…`;

function different(model: Model, file: ModelFile, found: string, wanted: string): EngineError {
  return new EngineError(
    'model-hash-mismatch',
    `${model.name}: ${file.path} is not the file that the catalog describes (${found} instead of ${wanted}): run \`npm run models\` and start again.`,
  );
}
