/**
 * One file out of a zip archive, its bytes counted as they come, since the size that an archive claims can be a lie.
 * Must not know the other files.
 */
import { ERR_INVALID_UNCOMPRESSED_SIZE, type FileEntry } from '@zip.js/zip.js/lib/zip-core-native.js';
import { beyondClaim } from './archive-entries';

/** The compression method of what is not compressed. */
const STORED = 0;

export interface PackedFile {
  readonly path: string;
  readonly entry: FileEntry;
}

/**
 * Stops at the first chunk beyond the claim: the library counts too, and either count ends it.
 * @throws EngineError `zip-too-large`, or the library's error.
 */
export async function unpackEntry(
  archive: string,
  { path, entry }: PackedFile,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const claimed = entry.uncompressedSize;
  let bytes = 0;
  const sink = new WritableStream<Uint8Array<ArrayBuffer>>({
    write(chunk) {
      bytes += chunk.byteLength;
      if (bytes > claimed) throw new Error(ERR_INVALID_UNCOMPRESSED_SIZE);
      chunks.push(chunk);
      onBytes(chunk.byteLength);
    },
  });
  try {
    await entry.getData(sink, { signal, checkSignature: true, checkOverlappingEntry: true });
  } catch (thrown) {
    if (isOfAnotherSize(thrown) && (await growsBeyond(claimed, entry)))
      throw beyondClaim(archive, path, claimed);
    throw thrown;
  }
  return new Blob(chunks);
}

const isOfAnotherSize = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.message === ERR_INVALID_UNCOMPRESSED_SIZE;

/** The library stops at a wrong size and does not say which way: count once more, up to the claim. */
async function growsBeyond(claimed: number, entry: FileEntry): Promise<boolean> {
  if (entry.compressionMethod === STORED) return entry.compressedSize > claimed;
  let bytes = 0;
  const inflate = new DecompressionStream('deflate-raw');
  const counter = new WritableStream<Uint8Array<ArrayBuffer>>({
    write({ byteLength }) {
      bytes += byteLength;
      if (bytes > claimed) throw new Error('enough is known');
    },
  });
  await Promise.allSettled([
    entry.getData(inflate.writable, { passThrough: true }),
    inflate.readable.pipeTo(counter),
  ]);
  return bytes > claimed;
}
