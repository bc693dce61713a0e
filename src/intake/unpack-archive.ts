/**
 * One zip archive as files: every claim is checked before the first byte is unpacked. Must not know what the files are.
 * Nothing is written anywhere; an archive inside the archive stays closed.
 */
import {
  BlobReader,
  ERR_ENCRYPTED,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_UNSUPPORTED_COMPRESSION,
  ERR_UNSUPPORTED_ENCRYPTION,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { EngineError } from '../domain/errors';
import type { GivenFile } from '../protocol/intake-contract';
import { quoted } from '../sources/refusal';
import {
  checkEntry,
  encryptedArchive,
  MAX_ENTRIES,
  MAX_UNPACKED_BYTES,
  malformedArchive,
  pathOf,
  tooManyBytes,
  tooManyEntries,
} from './archive-entries';
import type { Progress } from './paced-progress';
import { type PackedFile, unpackEntry } from './unpack-entry';

export interface UnpackOptions {
  readonly signal: AbortSignal;
  /** Of all its files together; no more than `MAX_UNPACKED_BYTES` when left out. */
  readonly maxBytes?: number;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * In the archive's order, without directories and litter.
 * @throws EngineError `zip-malformed` | `zip-path-unsafe` | `zip-encrypted` | `zip-too-large` | `cancelled`.
 */
export async function unpackArchive(
  { path: archive, blob }: GivenFile,
  { signal, onProgress, maxBytes = MAX_UNPACKED_BYTES }: UnpackOptions,
): Promise<readonly GivenFile[]> {
  // The policy of this worker forbids workers from blobs, which is how the library starts its own.
  const reader = new ZipReader(new BlobReader(blob), { useWebWorkers: false });
  try {
    const packed = await list(archive, reader, signal);
    const totalBytes = packed.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
    if (totalBytes > maxBytes) throw tooManyBytes(archive);
    let loadedBytes = 0;
    const files: GivenFile[] = [];
    for (const one of packed) {
      const unpacked = await unpackEntry(archive, one, signal, (bytes) => {
        loadedBytes += bytes;
        onProgress({ phase: 'unpack', what: archive, loadedBytes, totalBytes });
      });
      files.push({ path: one.path, blob: unpacked });
    }
    return files;
  } catch (thrown) {
    signal.throwIfAborted();
    throw thrown instanceof EngineError ? thrown : failureOf(archive, thrown);
  }
}

/** The entries that are files, each checked; paths are unique. */
async function list(
  archive: string,
  reader: ZipReader<Blob>,
  signal: AbortSignal,
): Promise<readonly PackedFile[]> {
  const packed: PackedFile[] = [];
  const paths = new Set<string>();
  let count = 0;
  // Names are ours to judge: the library would not say which rule they break.
  for await (const entry of reader.getEntriesGenerator({ filenameValidation: 'tolerant' })) {
    signal.throwIfAborted();
    count += 1;
    if (count > MAX_ENTRIES) throw tooManyEntries(archive);
    checkEntry(archive, entry);
    const path = pathOf(entry);
    if (path === null || entry.directory) continue;
    if (paths.has(path)) throw malformedArchive(archive, `holds ${quoted(path)} twice`);
    paths.add(path);
    packed.push({ path, entry });
  }
  return packed;
}

function failureOf(archive: string, thrown: unknown): EngineError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const detail = thrown instanceof Error && 'reason' in thrown ? `: ${thrown.reason}` : '';
  if ([ERR_ENCRYPTED, ERR_ENCRYPTED_CENTRAL_DIRECTORY, ERR_UNSUPPORTED_ENCRYPTION].includes(message))
    return encryptedArchive(archive);
  const why =
    message === ERR_UNSUPPORTED_COMPRESSION
      ? 'is packed by a method that browsers do not know (they know Deflate)'
      : `is no zip archive, or a damaged one (${message || 'its data cannot be read'}${detail})`;
  return malformedArchive(archive, why, thrown);
}
