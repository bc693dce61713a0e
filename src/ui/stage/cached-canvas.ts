/** A canvas of samples that are costly to make: made again only when what they are made of is another. */

export class CachedCanvas {
  #context: OffscreenCanvasRenderingContext2D | null = null;
  #pixels: ImageData | null = null;
  #madeOf: readonly unknown[] = [];

  /**
   * @param madeOf everything that the samples depend on, compared by identity.
   * @param write writes RGBA samples, row-major.
   * @returns a canvas that keeps its place in memory: draw it before the next call.
   */
  of(
    { width, height }: { readonly width: number; readonly height: number },
    madeOf: readonly unknown[],
    write: (pixels: Uint8ClampedArray) => void,
  ): OffscreenCanvas {
    const context = this.#sized(width, height);
    const known = this.#pixels !== null && madeOf.every((one, index) => one === this.#madeOf[index]);
    if (known) return context.canvas;
    this.#pixels ??= context.createImageData(width, height);
    write(this.#pixels.data);
    context.putImageData(this.#pixels, 0, 0);
    this.#madeOf = madeOf;
    return context.canvas;
  }

  #sized(width: number, height: number): OffscreenCanvasRenderingContext2D {
    const { canvas } = this.#context ?? {};
    if (this.#context !== null && canvas?.width === width && canvas.height === height) return this.#context;
    this.#context = new OffscreenCanvas(width, height).getContext('2d');
    this.#pixels = null;
    if (this.#context === null) throw new Error('this browser has no 2d canvas outside the page');
    return this.#context;
  }
}
