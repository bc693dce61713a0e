/**
 * SHA-256 (FIPS 180-4), by the browser where it offers that, and in plain script where it does not: a page that came over http
 * from another machine has no `crypto.subtle`, and models are checked there all the same. It must not know what is hashed.
 */

/** 32 bytes. In plain script about a hundred times slower than the browser's own. */
export async function digestSha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined; // absent in insecure contexts
  return subtle === undefined ? plainSha256(bytes) : new Uint8Array(await subtle.digest('SHA-256', bytes));
}

const BLOCK = 64;

export function plainSha256(bytes: Uint8Array): Uint8Array {
  const { roundKeys, start } = constants();
  const state = start.slice();
  const words = new Uint32Array(BLOCK);
  const whole = bytes.length - (bytes.length % BLOCK);
  const body = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < whole; at += BLOCK) mix(state, words, body, at, roundKeys);
  const tail = paddedTail(bytes.subarray(whole), bytes.length);
  for (let at = 0; at < tail.byteLength; at += BLOCK) mix(state, words, tail, at, roundKeys);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, at) => {
    digest.setUint32(at * 4, word);
  });
  return new Uint8Array(digest.buffer);
}

/** What is left over, a one, zeros, and the length in bits: one block or two. */
function paddedTail(rest: Uint8Array, length: number): DataView {
  const padded = new Uint8Array(rest.length + 9 > BLOCK ? 2 * BLOCK : BLOCK);
  padded.set(rest);
  padded[rest.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(length / 2 ** 29));
  view.setUint32(padded.length - 4, (length * 8) >>> 0);
  return view;
}

const right = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** One block into the state; the names are those of the standard. Indices are within 64 and 8, hence the `as`. */
function mix(state: Uint32Array, words: Uint32Array, from: DataView, at: number, keys: Uint32Array): void {
  for (let t = 0; t < 16; t += 1) words[t] = from.getUint32(at + t * 4);
  for (let t = 16; t < BLOCK; t += 1) {
    const early = words[t - 15] as number;
    const late = words[t - 2] as number;
    const s0 = right(early, 7) ^ right(early, 18) ^ (early >>> 3);
    const s1 = right(late, 17) ^ right(late, 19) ^ (late >>> 10);
    words[t] = (words[t - 16] as number) + s0 + (words[t - 7] as number) + s1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let t = 0; t < BLOCK; t += 1) {
    const s1 = right(e, 6) ^ right(e, 11) ^ right(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (keys[t] as number) + (words[t] as number)) | 0;
    const s0 = right(a, 2) ^ right(a, 13) ^ right(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => {
    state[at] = (state[at] as number) + word;
  });
}

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes, and of the square roots of the first 8. */
function constants(): { readonly roundKeys: Uint32Array; readonly start: Uint32Array } {
  const primes: number[] = [];
  for (let n = 2; primes.length < BLOCK; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  const fraction = (root: number) => Math.floor((root % 1) * 2 ** 32);
  return {
    roundKeys: Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
    start: Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
  };
}
