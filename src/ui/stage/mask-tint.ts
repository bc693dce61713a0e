/**
 * A mask as a picture in its tenant's colour: translucent inside, a firm line where inside ends. Pure.
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

/** `#rrggbb`, as canvases and the palette write opaque colours. */
export function rgbOf(colour: string): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** A colour on its way to another: `share` 0 is the first, 1 the second. */
export function mixed(
  [red, green, blue]: readonly [number, number, number],
  [toRed, toGreen, toBlue]: readonly [number, number, number],
  share: number,
): readonly [number, number, number] {
  const between = (from: number, to: number) => Math.round(from + (to - from) * share);
  return [between(red, toRed), between(green, toGreen), between(blue, toBlue)];
}
