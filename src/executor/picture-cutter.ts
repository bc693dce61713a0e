/**
 * Cuts regions out of a picture at the size of a model's input, as the page does: a batch stands one above the other, what
 * lies outside the frame stays transparent. It knows neither results nor messages.
 */
import { assert } from '../base/assert';
import { type ImageInput, isCustom, type Model } from '../domain/model';
import { cropOf } from '../domain/region-geometry';
import type { Box } from '../domain/result';
import { type Taken, WHOLE_FRAME } from './frame-reader';

/** Something to cut from. */
export interface Seen {
  readonly image: ImageBitmap | OffscreenCanvas;
  /** The frame's place in the image, in fractions of it; the frame may reach beyond the image. */
  readonly view: Box;
  /** Width over height of the frame, in pixels. */
  readonly aspect: number;
}

/**
 * What was looked at: the whole frame when it came, else the model's own input, coarser and no more than it shows. Null when
 * nothing can be cut from it: sound, or a batch.
 */
export function seenIn({ picture, source, regions }: Taken, model: Model): Seen | null {
  if (picture !== null) {
    const { bitmap: image } = picture;
    return { image, view: WHOLE_FRAME, aspect: image.width / image.height };
  }
  const [region] = regions;
  if (isCustom(model) || model.input.kind !== 'image' || source.kind !== 'pixels') return null;
  const [batch, height, width] = model.input.shape;
  if (batch !== 1 || region === undefined) return null;
  const image = new OffscreenCanvas(width, height);
  contextOf(image).putImageData(new ImageData(Uint8ClampedArray.from(source.pixels), width, height), 0, 0);
  return {
    image,
    view: {
      x: -region.x / region.width,
      y: -region.y / region.height,
      width: 1 / region.width,
      height: 1 / region.height,
    },
    aspect: (width * region.height) / (height * region.width),
  };
}

export class PictureCutter {
  /** One per input size, kept. */
  readonly #contexts = new Map<string, OffscreenCanvasRenderingContext2D>();

  /** RGBA, row-major; the caller's. */
  cut({ image, view }: Seen, { shape }: ImageInput, regions: readonly Box[]): Uint8ClampedArray<ArrayBuffer> {
    const [batch, height, width] = shape;
    assert(regions.length === batch, `${regions.length} regions for a batch of ${batch}`);
    const context = this.#context(width, batch * height);
    context.clearRect(0, 0, width, batch * height);
    regions.forEach((region, item) => {
      const crop = cropOf(region, view, image, { width, height });
      if (crop === null) return;
      const { source, target } = crop;
      const top = item * height + target.y;
      const from = [source.x, source.y, source.width, source.height] as const;
      context.drawImage(image, ...from, target.x, top, target.width, target.height);
    });
    return context.getImageData(0, 0, width, batch * height).data;
  }

  #context(width: number, height: number): OffscreenCanvasRenderingContext2D {
    const key = `${width}x${height}`;
    const kept = this.#contexts.get(key) ?? contextOf(new OffscreenCanvas(width, height));
    this.#contexts.set(key, kept);
    return kept;
  }
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser gives workers no 2d canvas');
  return context;
}
