/** SHA-256 as text. It must not know what is hashed. */
import { digestSha256 } from '../base/sha256';

/** @returns 64 hexadecimal digits, lower case. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Array.from(await digestSha256(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
