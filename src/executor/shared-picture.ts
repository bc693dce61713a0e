/**
 * A picture that several look at: the inbox while it is the newest, and each request that may still cut something out of it.
 * The last one that lets go closes it. It knows no pixels.
 */
export class SharedPicture {
  #holders = 1;

  /** Whoever creates it is its first holder. */
  constructor(readonly bitmap: ImageBitmap) {}

  hold(): this {
    this.#holders += 1;
    return this;
  }

  letGo(): void {
    this.#holders -= 1;
    if (this.#holders === 0) this.bitmap.close();
  }
}
