/**
 * A crowded lane: a column per pixel, as high as the share of its time that was served, a stretch of it for each tenant. It is
 * painted pixel by pixel into an image and put on the canvas at once: ten thousand rectangles would cost a frame.
 */
import type { DensityColumns } from './density-columns';
import { laneTop } from './lane-geometry';
import { GONE } from './picture-bounds';
import { type Context, colourOf, type TimelineScene } from './timeline-scene';

const OPAQUE = 0xff000000;

export class DensityPicture {
  #canvas: OffscreenCanvas | null = null;
  #context: OffscreenCanvasRenderingContext2D | null = null;
  #image: ImageData | null = null;
  /** The image's pixels, a word each: alpha, blue, green, red from the highest byte on. */
  #words = new Uint32Array(0);
  readonly #wordOf = new Map<string, number>();

  draw(context: Context, scene: TimelineScene, lane: number): void {
    const { geometry, layout } = scene;
    const columns = layout.columns[lane];
    if (columns === undefined) return;
    this.#resize(columns.width, geometry.barHeight);
    this.#paint(context, scene, columns);
    const top = laneTop(geometry, lane);
    if (this.#canvas === null || this.#image === null) return;
    this.#context?.putImageData(this.#image, 0, 0);
    context.imageSmoothingEnabled = false; // on a finer display a pixel of the image is several
    context.drawImage(this.#canvas, 0, top);
  }

  #resize(width: number, height: number): void {
    if (this.#image?.width === width && this.#image.height === height) return;
    this.#canvas = new OffscreenCanvas(width, height);
    this.#context = this.#canvas.getContext('2d');
    this.#image = new ImageData(width, height);
    this.#words = new Uint32Array(this.#image.data.buffer);
  }

  #paint(context: Context, { palette, shapes, geometry }: TimelineScene, columns: DensityColumns): void {
    const { width, share, slots, reached } = columns;
    const height = geometry.barHeight;
    this.#words.fill(this.#word(context, palette.line));
    reached.fill(0);
    for (let tenant = GONE; tenant < shapes.length; tenant += 1) {
      const slot = tenant === GONE ? slots - 1 : tenant;
      const word = this.#word(context, colourOf(palette, tenant));
      for (let x = 0; x < width; x += 1) {
        const own = share[x * slots + slot] ?? 0;
        if (own === 0) continue;
        // The stretches stand on one another.
        const beneath = reached[x] ?? 0;
        reached[x] = beneath + own;
        const to = height - Math.round(Math.min(1, beneath + own) * height);
        for (let y = height - Math.round(Math.min(1, beneath) * height) - 1; y >= to; y -= 1)
          this.#words[y * width + x] = word;
      }
    }
  }

  /** A canvas tells every opaque colour as `#rrggbb`. */
  #word(context: Context, colour: string): number {
    const known = this.#wordOf.get(colour);
    if (known !== undefined) return known;
    context.fillStyle = colour;
    const rgb = Number.parseInt(String(context.fillStyle).slice(1, 7), 16);
    const word = (OPAQUE | ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16)) >>> 0;
    this.#wordOf.set(colour, word);
    return word;
  }
}
