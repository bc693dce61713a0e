/**
 * Text as a zlib stream (RFC 1950) and back, for links: its checksum tells a link that was edited on the way, and what a
 * short link would swell to is bounded while it is read. It knows neither scenarios nor base64.
 */
import { Inflate, zlibSync } from 'fflate';

/** Bytes of a document beyond which a link is refused: 24 models of one's own have about a tenth of it. */
export const MAX_DOCUMENT = 2 ** 20;

/** Bytes of a stream that are read at once. Deflate swells a byte to 1032 at most, so that a piece gives half a MiB. */
const PIECE = 512;
const HEADER = 2;
const CHECKSUM = 4;
/** fflate's code for a stream that ends before its last block does. */
const UNEXPECTED_END = 0;

/** What a stream can be instead of a document. */
export type Damage = 'cut' | 'not-compressed' | 'changed' | 'too-large';

export const compressed = (bytes: Uint8Array): Uint8Array => zlibSync(bytes, { level: 9 });

/** The bytes of a stream, or what is wrong with it. No more than `limit` and one piece are ever held. */
export function decompressed(stream: Uint8Array, limit = MAX_DOCUMENT): Uint8Array | Damage {
  const [first, second] = stream;
  if (first === undefined || second === undefined) return 'cut';
  if (first !== 0x78 || (first * 256 + second) % 31 !== 0 || (second & 0x20) !== 0) return 'not-compressed';
  if (stream.length <= HEADER + CHECKSUM) return 'cut';
  const bytes = inflated(stream.subarray(HEADER, -CHECKSUM), limit);
  if (typeof bytes === 'string') return bytes;
  const { buffer, byteOffset, length } = stream;
  const told = new DataView(buffer, byteOffset + length - CHECKSUM, CHECKSUM).getUint32(0);
  return told === adler32(bytes) ? bytes : 'changed';
}

function inflated(deflated: Uint8Array, limit: number): Uint8Array | Damage {
  const parts: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate((part) => {
    parts.push(part);
    length += part.length;
  });
  try {
    for (let from = 0; from < deflated.length; from += PIECE) {
      inflate.push(deflated.subarray(from, from + PIECE), from + PIECE >= deflated.length);
      if (length > limit) return 'too-large';
    }
  } catch (thrown) {
    return codeOf(thrown) === UNEXPECTED_END ? 'cut' : 'changed';
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** An error of fflate carries a number; anything else is a bug and goes on. */
function codeOf(thrown: unknown): number {
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'number') return thrown.code;
  throw thrown;
}

/** The checksum of RFC 1950, section 8.2: two sums modulo the largest prime below 2¹⁶. */
function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}
