/**
 * Bytes as base64 and back, tens of megabytes in a fraction of a second: the browser's `atob` makes a string of it first,
 * and Node's is slow. It knows nothing of what the bytes are.
 */
import { EngineError } from '../../domain/errors';

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODES = Uint8Array.from(SIGNS, (sign) => sign.charCodeAt(0));
const PAD = 61;
const NO_SIGN = 255;
const VALUES = new Uint8Array(128).fill(NO_SIGN);
CODES.forEach((code, value) => {
  VALUES[code] = value;
});

export function toBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(4 * Math.ceil(bytes.length / 3)).fill(PAD);
  let to = 0;
  for (let from = 0; from < bytes.length; from += 3) {
    const left = bytes.length - from;
    const three = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    text[to++] = CODES[three >> 18] ?? 0;
    text[to++] = CODES[(three >> 12) & 63] ?? 0;
    if (left > 1) text[to++] = CODES[(three >> 6) & 63] ?? 0;
    if (left > 2) text[to++] = CODES[three & 63] ?? 0;
  }
  return new TextDecoder('latin1').decode(text);
}

/** @throws EngineError `evidence-malformed` on any other sign, or a length that no bytes have. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const padded = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const signs = text.length - padded;
  const bytes = new Uint8Array(Math.floor((signs * 3) / 4));
  let wrong = text.length % 4 === 0 ? 0 : NO_SIGN;
  let to = 0;
  const valueAt = (index: number): number => {
    const code = index < signs ? text.charCodeAt(index) : 65;
    const value = code < 128 ? (VALUES[code] ?? NO_SIGN) : NO_SIGN;
    wrong |= value & 192;
    return value;
  };
  for (let from = 0; from < signs; from += 4) {
    const four =
      (valueAt(from) << 18) | (valueAt(from + 1) << 12) | (valueAt(from + 2) << 6) | valueAt(from + 3);
    bytes[to++] = four >> 16;
    bytes[to++] = (four >> 8) & 255;
    bytes[to++] = four & 255;
  }
  if (wrong !== 0) {
    throw new EngineError(
      'evidence-malformed',
      'recording.base64 is not base64: the file was edited or cut on its way. Export it again.',
    );
  }
  return bytes;
}
