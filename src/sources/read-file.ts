/**
 * Reads one file of a catalog model: size bound while reading, SHA-256 after. It must not know what is in it, nor what
 * becomes of a refusal.
 */
import { sha256 } from '../base/sha256';
import { EngineError } from '../domain/errors';
import type { CatalogModel } from '../domain/model';
import { different, missing, refused, unreachable } from './file-failures';

export type ModelFile = CatalogModel['files'][number];

/** What reading one file needs beside the file. */
export interface Reading {
  readonly model: CatalogModel;
  readonly url: URL;
  readonly fetch: typeof fetch;
  readonly isOnline: () => boolean;
  readonly signal: AbortSignal;
  /** Told bytes as they come; negative when they turn out to be the wrong ones. */
  readonly count: (bytes: number) => void;
}

/** @throws EngineError when it does not come, or is not the file of the catalog. */
export async function readFile(
  { model, url, fetch: fetcher, isOnline, signal, count }: Reading,
  file: ModelFile,
  cache: RequestCache,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetcher(url, { credentials: 'omit', signal, cache });
    if (response.status === 404 || isPage(response)) throw missing(model, file);
    if (!response.ok) throw refused(model, file, response.status);
    const bytes = await readBounded(response, model, file, count);
    await verify(model, file, bytes);
    return bytes;
  } catch (thrown) {
    if (thrown instanceof EngineError) throw thrown;
    throw unreachable(model, file, url, thrown, isOnline());
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
