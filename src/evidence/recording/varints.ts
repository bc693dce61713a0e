/**
 * Whole numbers, or their absence, one after the other in as few bytes as they need: seven bits a byte, lowest first, the
 * eighth says that more follow. It knows neither columns nor requests.
 */

/** Bytes of the largest number: 54 bits in sevens. */
const LONGEST = 8;

/** Non-negative: 0, −1, 1, −2, 2 … become 0, 1, 2, 3, 4 …; exact up to 2^52. */
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const unzigzag = (code: number): number => (code % 2 === 0 ? code / 2 : -(code + 1) / 2);

export class VarintWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(expected: number) {
    this.#bytes = new Uint8Array(Math.max(64, expected));
  }

  /** @param value a whole number within ±2^52, or NaN for "none". */
  put(value: number): void {
    if (this.#length + LONGEST > this.#bytes.length) this.#grow();
    let code = Number.isNaN(value) ? 0 : zigzag(value) + 1;
    const bytes = this.#bytes;
    let at = this.#length;
    while (code >= 0x4000_0000) {
      bytes[at++] = (code % 128) | 128;
      code = Math.floor(code / 128);
    }
    while (code >= 128) {
      bytes[at++] = (code & 127) | 128;
      code >>>= 7;
    }
    bytes[at++] = code;
    this.#length = at;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(): void {
    const grown = new Uint8Array(2 * this.#bytes.length);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

export class VarintReader {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** The next number, or NaN for "none". Beyond the end: NaN, and `spent` tells so. */
  next(): number {
    const bytes = this.bytes;
    let byte = bytes[this.#at++] ?? 0;
    if (byte < 128) return byte === 0 ? Number.NaN : unzigzag(byte - 1);
    let code = byte & 127;
    let scale = 128;
    do {
      byte = bytes[this.#at++] ?? 0;
      code += (byte & 127) * scale;
      scale *= 128;
    } while (byte >= 128);
    return unzigzag(code - 1);
  }

  /** Whether exactly all bytes were read. */
  get spent(): boolean {
    return this.#at === this.bytes.length;
  }
}
