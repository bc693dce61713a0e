/**
 * A file's text within bounds: its size, and how deep and how many its values are, counted in the bytes before a parser
 * makes anything of them. It knows nothing of what the text is.
 */
import { EngineError } from '../../domain/errors';
import { GzipError, gunzip, TooMuchError } from '../gzip';

/** Of text. A run of 1 000 000 requests has 17 MB (`npm run bench -- --evidence`). */
export const MOST_TEXT_BYTES = 400 * 2 ** 20;
/** Outside of texts. The largest experiment that can be planned has about 8 million numbers. */
const MOST_VALUES = 16_000_000;
const MOST_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const megabytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 2 ** 20))} MB`;

/** @throws EngineError `evidence-too-large` | `evidence-malformed`. */
export async function boundedText(name: string, blob: Blob): Promise<string> {
  if (blob.size > MOST_TEXT_BYTES) throw tooLarge(name, `has ${megabytes(blob.size)}`);
  const bytes = await plainBytes(name, blob);
  assertExtent(name, bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new EngineError(
      'evidence-malformed',
      `"${name}" is not text in UTF-8. Choose the file as the playground exported it (JSON, or gzip of it).`,
      { cause },
    );
  }
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Its first bytes, unpacked: enough to tell what it seems to be. */
async function plainBytes(name: string, blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  if (!isGzip(new Uint8Array(await blob.slice(0, 2).arrayBuffer()))) {
    return new Uint8Array(await blob.arrayBuffer());
  }
  try {
    return await gunzip(blob, MOST_TEXT_BYTES);
  } catch (thrown) {
    if (thrown instanceof TooMuchError)
      throw tooLarge(name, `unpacks to more than ${megabytes(MOST_TEXT_BYTES)}`);
    if (!(thrown instanceof GzipError)) throw thrown;
    throw new EngineError(
      'evidence-malformed',
      `"${name}" begins as gzip, but ${thrown.message}. It was cut on its way: fetch or export it again.`,
    );
  }
}

function assertExtent(name: string, bytes: Uint8Array): void {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfText(bytes, at);
    else if (byte === 0x2c) values += 1;
    else if (byte === 0x5b || byte === 0x7b) {
      values += 1;
      depth += 1;
      if (depth > MOST_DEPTH) {
        throw new EngineError(
          'evidence-malformed',
          `"${name}" is nested more than ${MOST_DEPTH} levels deep: no run or experiment is. Choose another file.`,
        );
      }
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
    if (values > MOST_VALUES) throw tooLarge(name, `holds more than ${MOST_VALUES / 1e6} million values`);
  }
}

/** Where the text that opens at `start` closes: a quote with an even number of backslashes before it. */
function endOfText(bytes: Uint8Array, start: number): number {
  let at = bytes.indexOf(QUOTE, start + 1);
  while (at !== -1) {
    let before = at - 1;
    while (bytes[before] === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 1) return at;
    at = bytes.indexOf(QUOTE, at + 1);
  }
  return bytes.length;
}

const tooLarge = (name: string, how: string): EngineError =>
  new EngineError(
    'evidence-too-large',
    `"${name}" ${how}; at most ${megabytes(MOST_TEXT_BYTES)} and ${MOST_VALUES / 1e6} million values are read. A run of ten minutes at 1000 requests a second has about 11 MB: open a shorter run, or take the field "recording" out to read its figures.`,
  );
