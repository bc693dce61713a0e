/**
 * Cuts what a model wants out of the scene and shrinks it to the model's input. One canvas per input size, kept; a
 * batch stands one above the other; the bitmaps are handed away. It sends nothing.
 */
import type { ImageInput } from '../../domain/model';
import type { Box } from '../../domain/result';
import { cropOf, regionsOf } from './frame-geometry';
import type { SceneFrame } from './scene';
import type { ScenePictures } from './scene-pictures';

/** What a model sees of a picture that is missing. */
const GREY = '#808080';

export class SceneCamera {
  readonly #canvases = new Map<string, OffscreenCanvasRenderingContext2D>();

  constructor(private readonly pictures: ScenePictures) {}

  /** `count` equal bitmaps: the first is scaled from the picture, the others are copies. Null while it loads. */
  readonly capture = (scene: SceneFrame, input: ImageInput, count: number): readonly ImageBitmap[] | null => {
    const picture = this.pictures.get(scene.picture);
    if (picture === 'loading') return null;
    const [batch, height, width] = input.shape;
    const context = this.#context(width, height * batch);
    regionsOf(input, scene).regions.forEach((region, item) => {
      this.#expose(context, picture, scene.view, region, { x: 0, y: item * height, width, height });
    });
    const bitmaps = [context.canvas.transferToImageBitmap()]; // leaves the canvas transparent
    for (let copy = 1; copy < count; copy += 1) {
      context.drawImage(bitmaps[0] as ImageBitmap, 0, 0); // there since the line above the loop
      bitmaps.push(context.canvas.transferToImageBitmap());
    }
    return bitmaps;
  };

  /** Draws what a region shows of the frame into one item of the batch. */
  #expose(
    context: OffscreenCanvasRenderingContext2D,
    picture: ImageBitmap | 'missing',
    view: Box,
    region: Box,
    item: Box,
  ): void {
    const size = picture === 'missing' ? { width: 1, height: 1 } : picture;
    const crop = cropOf(region, view, size, item);
    if (crop === null) return;
    const { source, target } = crop;
    if (picture === 'missing') {
      context.fillStyle = GREY;
      context.fillRect(target.x, item.y + target.y, target.width, target.height);
      return;
    }
    context.drawImage(
      picture,
      source.x,
      source.y,
      source.width,
      source.height,
      target.x,
      item.y + target.y,
      target.width,
      target.height,
    );
  }

  #context(width: number, height: number): OffscreenCanvasRenderingContext2D {
    const key = `${width}x${height}`;
    const kept = this.#canvases.get(key);
    if (kept !== undefined) return kept;
    // In main memory: the executor reads the pixels, and a GPU would have to hand them back first.
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('this browser has no 2d canvas outside the page');
    this.#canvases.set(key, context);
    return context;
  }
}
