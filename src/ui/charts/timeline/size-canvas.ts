/** Gives a canvas its backing store: as fine as the display, up to twice the CSS pixels. */

/** A finer backing store costs more than it shows. */
const MAX_RATIO = 2;

/** Sets the size, which clears the canvas, only when it differs; units are CSS px from then on. */
export function sizeCanvas(
  element: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
): void {
  const ratio = Math.min(MAX_RATIO, devicePixelRatio);
  const wide = Math.round(width * ratio);
  const high = Math.round(height * ratio);
  if (element.width === wide && element.height === high) return;
  element.width = wide;
  element.height = high;
  context.scale(ratio, ratio);
}
