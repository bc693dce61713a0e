/**
 * A model from an address as files: the description first, then exactly the shards that it names, several at a time,
 * each no longer than its weights need; or an archive. Must not judge the model beyond that.
 */
import type { GivenFile } from '../protocol/intake-contract';
import { parseBoundedJson } from '../sources/bounded-json';
import { isRecord, listOf, recordOf } from '../sources/json-value';
import { MAX_DESCRIPTION_BYTES } from '../sources/limits';
import { readManifest } from '../sources/weights-manifest';
import { MAX_UNPACKED_BYTES } from './archive-entries';
import { download, type Network } from './bounded-download';
import { notAModel, tooLarge } from './download-failures';
import { fileAt, fileName, type ModelAddress, shardAddress } from './model-address';
import type { Progress } from './paced-progress';

/** Connections that browsers open to one HTTP/1.1 server. */
const AT_ONCE = 6;
/** A shard may be so much longer than its weights: the check that follows says better what is wrong with it. */
const SURPLUS_BYTES = 2 ** 20;

export interface FetchOptions {
  readonly network: Network;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

interface Shard {
  readonly path: string;
  readonly url: URL;
  readonly maxBytes: number;
}

/** @throws EngineError `url-…` | `network-unreachable` | what the description is refused for. */
export async function fetchModel(
  address: ModelAddress,
  options: FetchOptions,
): Promise<readonly GivenFile[]> {
  const { url } = address;
  const what = fileAt(url);
  const maxBytes = address.kind === 'archive' ? MAX_UNPACKED_BYTES : MAX_DESCRIPTION_BYTES;
  const count = countBytes(options.onProgress);
  const blob = await download(url, { ...options, what, maxBytes, onBytes: count.for(what, null) });
  const first = { path: fileName(url), blob };
  if (address.kind === 'archive') return [first];
  const { shards, bytes } = await shardsOf(url, blob);
  return [first, ...(await downloadAll(shards, options, count, blob.size + bytes))];
}

/** What the description names; nothing where it has no manifest, which the check that follows says. */
async function shardsOf(url: URL, blob: Blob): Promise<{ shards: readonly Shard[]; bytes: number }> {
  const content = new Uint8Array(await blob.arrayBuffer());
  if (/^\s*</.test(new TextDecoder().decode(content.subarray(0, 64)))) throw notAModel(fileAt(url));
  const json = parseBoundedJson(fileAt(url), content);
  const manifest = isRecord(json) ? listOf(json.weightsManifest) : [];
  // Addresses first: a manifest that leads elsewhere is refused as such, whatever else is wrong with it.
  for (const path of manifest.flatMap((group) => listOf(recordOf(group).paths)))
    if (typeof path === 'string') shardAddress(url, path);
  const groups = readManifest(fileAt(url), manifest);
  return {
    shards: groups.flatMap(({ paths, bytes }) =>
      paths.map((path) => ({ path, url: shardAddress(url, path), maxBytes: bytes + SURPLUS_BYTES })),
    ),
    bytes: groups.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** In the order of the manifest; the first failure ends the others. */
async function downloadAll(
  shards: readonly Shard[],
  { network, signal }: FetchOptions,
  count: ByteCount,
  totalBytes: number,
): Promise<readonly GivenFile[]> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const left = [...shards.entries()];
  const files: GivenFile[] = new Array(shards.length);
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, { path, url, maxBytes }] = next;
      const what = fileAt(url);
      const onBytes = count.for(what, totalBytes);
      files[index] = {
        path,
        blob: await download(url, { network, signal: either, what, maxBytes, onBytes }),
      };
    }
  };
  const workers = Array.from({ length: AT_ONCE }, work);
  try {
    await Promise.all(workers);
  } catch (thrown) {
    failed.abort(thrown);
    await Promise.allSettled(workers);
    throw thrown;
  }
  return files;
}

interface ByteCount {
  for(what: string, totalBytes: number | null): (bytes: number) => void;
}

/** All files of one model together; @throws EngineError `url-too-large` beyond what a tab can hold. */
function countBytes(onProgress: FetchOptions['onProgress']): ByteCount {
  let loadedBytes = 0;
  return {
    for: (what, totalBytes) => (bytes) => {
      loadedBytes += bytes;
      if (loadedBytes > MAX_UNPACKED_BYTES) throw tooLarge(what, MAX_UNPACKED_BYTES);
      onProgress({ phase: 'download', what, loadedBytes, totalBytes });
    },
  };
}
