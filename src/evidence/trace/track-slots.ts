/** Puts intervals on as few tracks as they need, so that no two on one track overlap. It knows nothing of requests. */

export class TrackSlots {
  readonly #freeAt: number[] = [];

  /** The lowest track that is free from `from` on; taken until `until`. Call in order of `from`. */
  take(from: number, until: number): number {
    let slot = this.#freeAt.findIndex((freeAt) => freeAt <= from);
    if (slot === -1) slot = this.#freeAt.length;
    this.#freeAt[slot] = until;
    return slot;
  }

  get count(): number {
    return this.#freeAt.length;
  }
}
