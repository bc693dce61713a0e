/**
 * A mask as a picture in its tenant's colour: translucent inside, a firm line where inside ends. Made again only when
 * the mask or the colour is another one.
 */

/** Opacity 0..255 of the inside and of the contour. */
const FILL_ALPHA = 52;
const CONTOUR_ALPHA = 235;
/** A sample counts as inside from here on. */
const INSIDE = 128;

export interface Mask {
  readonly width: number;
  readonly height: number;
  /** Row-major, 0 background … 255 person. */
  readonly alpha: Uint8Array;
}

/**
 * Writes RGBA samples, four bytes each; `red`, `green`, `blue` 0..255. Beyond the frame a mask is 0, so a person cut by
 * the frame gets a contour there too: whoever draws leaves the outermost sample of the frame out.
 */
export function tintMask(
  { width, height, alpha }: Mask,
  [red, green, blue]: readonly [number, number, number],
  pixels: Uint8ClampedArray,
): void {
  pixels.fill(0);
  const inside = (index: number) => (alpha[index] ?? 0) >= INSIDE;
  for (let index = 0; index < width * height; index += 1) {
    const own = alpha[index] ?? 0;
    if (own === 0) continue; // most samples
    const edge =
      own >= INSIDE &&
      !(inside(index - 1) && inside(index + 1) && inside(index - width) && inside(index + width));
    const at = 4 * index;
    pixels[at] = red;
    pixels[at + 1] = green;
    pixels[at + 2] = blue;
    pixels[at + 3] = edge ? CONTOUR_ALPHA : (own * FILL_ALPHA) >> 8;
  }
}

export class MaskTint {
  #context: OffscreenCanvasRenderingContext2D | null = null;
  #pixels: ImageData | null = null;
  #alpha: Uint8Array | null = null;
  #colour = '';

  /** The canvas keeps its place in memory: draw it before the next call. */
  of(mask: Mask, colour: string): OffscreenCanvas {
    const context = this.#sized(mask);
    if (this.#pixels === null || mask.alpha !== this.#alpha || colour !== this.#colour) {
      this.#pixels ??= context.createImageData(mask.width, mask.height);
      tintMask(mask, rgbOf(colour), this.#pixels.data);
      context.putImageData(this.#pixels, 0, 0);
      this.#alpha = mask.alpha;
      this.#colour = colour;
    }
    return context.canvas;
  }

  #sized({ width, height }: Mask): OffscreenCanvasRenderingContext2D {
    const { canvas } = this.#context ?? {};
    if (this.#context !== null && canvas?.width === width && canvas.height === height) return this.#context;
    this.#context = new OffscreenCanvas(width, height).getContext('2d');
    this.#pixels = null;
    if (this.#context === null) throw new Error('this browser has no 2d canvas outside the page');
    return this.#context;
  }
}

/** `#rrggbb`, as canvases and the palette write opaque colours. */
export function rgbOf(colour: string): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
