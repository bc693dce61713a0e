/** Every choice of a simulation as a count and a hash: equal logs have equal hashes. It keeps none of them. */

/** Two lanes of 32 bits, each folded as FNV-1a does, a word at a time. */
export class DecisionLog {
  #count = 0;
  #low = 0x811c9dc5;
  #high = 0x9747b28c;
  readonly #instant = new Float64Array(1);
  readonly #words = new Uint32Array(this.#instant.buffer);

  get count(): number {
    return this.#count;
  }

  /** 16 hexadecimal digits. */
  get hash(): string {
    return [this.#high, this.#low].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
  }

  /** @param segment which segment of the request was chosen; −1: the request was issued. */
  note(executor: number, requestId: number, segment: number, now: number): void {
    this.#count += 1;
    this.#instant[0] = now;
    this.#fold(executor * 65_536 + segment);
    this.#fold(requestId);
    this.#fold(this.#words[0] as number); // a double is two words
    this.#fold(this.#words[1] as number);
  }

  #fold(word: number): void {
    this.#low = Math.imul(this.#low ^ word, 0x01000193);
    this.#low ^= this.#low >>> 15;
    this.#high = Math.imul(this.#high ^ word, 0x85ebca6b);
    this.#high ^= this.#high >>> 13;
  }
}
