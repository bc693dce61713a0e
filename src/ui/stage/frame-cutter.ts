/**
 * Cuts what a model wants out of a frame and shrinks it to the model's input. One canvas per input size, kept; a batch
 * stands one above the other; the bitmaps are handed away. It sends nothing and knows no source.
 */
import type { ImageInput } from '../../domain/model';
import { cropOf } from '../../domain/region-geometry';
import type { Box } from '../../domain/result';
import { PICTURE_SIDE } from '../../protocol/frame-channel';
import { type SourceFrame, WHOLE_VIEW } from './source-frame';

/** What a model sees of a picture that is missing. */
const GREY = '#808080';

export class FrameCutter {
  readonly #canvases = new Map<string, OffscreenCanvasRenderingContext2D>();

  /** `count` equal bitmaps: the first is scaled from the picture, the others are copies. */
  readonly cut = (
    frame: SourceFrame,
    { shape }: ImageInput,
    regions: readonly Box[],
    count: number,
  ): readonly ImageBitmap[] => {
    const [batch, height, width] = shape;
    const context = this.#context(width, height * batch);
    regions.forEach((region, item) => {
      expose(context, frame, region, { x: 0, y: item * height, width, height });
    });
    return taken(context, count);
  };

  /** `count` equal bitmaps of the whole frame, no larger than it is. */
  readonly whole = (frame: SourceFrame, count: number): readonly ImageBitmap[] => {
    const { width, height } = pictureSize(frame);
    const context = this.#context(width, height);
    expose(context, frame, WHOLE_VIEW, { x: 0, y: 0, width, height });
    return taken(context, count);
  };

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

/** The frame in pixels, its longer side at most `PICTURE_SIDE`. */
export function pictureSize({ size, view, aspect }: SourceFrame): { width: number; height: number } {
  const longer = Math.min(PICTURE_SIDE, Math.max(view.width * size.width, view.height * size.height));
  const [width, height] = aspect >= 1 ? [longer, longer / aspect] : [longer * aspect, longer];
  return { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
}

/** What was drawn, `count` times; the canvas is transparent afterwards. */
function taken(context: OffscreenCanvasRenderingContext2D, count: number): readonly ImageBitmap[] {
  const bitmaps = [context.canvas.transferToImageBitmap()];
  for (let copy = 1; copy < count; copy += 1) {
    context.drawImage(bitmaps[0] as ImageBitmap, 0, 0); // there since the line above the loop
    bitmaps.push(context.canvas.transferToImageBitmap());
  }
  return bitmaps;
}

/** Draws what a region shows of the frame into one item of the batch. */
function expose(
  context: OffscreenCanvasRenderingContext2D,
  { picture, size, view, mirrored }: SourceFrame,
  region: Box,
  item: Box,
): void {
  const crop = cropOf(region, view, size, item);
  if (crop === null) return;
  const { source, target } = crop;
  if (picture === 'missing') {
    context.fillStyle = GREY;
    context.fillRect(target.x, item.y + target.y, target.width, target.height);
    return;
  }
  context.save();
  let from = source.x;
  if (mirrored) {
    from = size.width - source.x - source.width;
    context.translate(2 * target.x + target.width, 0);
    context.scale(-1, 1);
  }
  context.drawImage(
    picture,
    from,
    source.y,
    source.width,
    source.height,
    target.x,
    item.y + target.y,
    target.width,
    target.height,
  );
  context.restore();
}
