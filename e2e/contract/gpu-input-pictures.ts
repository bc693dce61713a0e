/** Pictures as the page cuts them for a model, and sheets that show every colour and every transparency. */
import type { ImageInput } from '../../src/domain/model';
import { cropOf, letterboxRegion } from '../../src/domain/region-geometry';

const WHOLE = { x: 0, y: 0, width: 1, height: 1 };

/** In main memory, as on the page. */
export function canvasOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d canvas');
  return context;
}

/** The whole picture, letterboxed: transparent bars; each item of the batch once more, smaller. */
function letterboxed(picture: ImageBitmap, { shape: [batch, height, width] }: ImageInput): ImageBitmap {
  const context = canvasOf(width, batch * height);
  for (let item = 0; item < batch; item++) {
    const region = letterboxRegion(width, height, picture.width / picture.height);
    const crop = cropOf(region, WHOLE, picture, { width, height });
    if (crop === null) continue;
    const { x, y, width: wide, height: high } = crop.target;
    context.drawImage(picture, x, item * height + y, wide / (1 + item), high / (1 + item));
  }
  return context.canvas.transferToImageBitmap();
}

/** Every value of each channel somewhere, no two channels alike, no two corners alike. */
function everyColour({ shape: [batch, height, width] }: ImageInput): ImageBitmap {
  const context = canvasOf(width, batch * height);
  const image = context.createImageData(width, batch * height);
  for (let pixel = 0; pixel < image.data.length / 4; pixel++)
    image.data.set(
      [pixel % 256, (pixel >> 4) % 256, (255 - (pixel % 251) + (pixel >> 8)) % 256, 255],
      4 * pixel,
    );
  context.putImageData(image, 0, 0);
  return context.canvas.transferToImageBitmap();
}

/** Every transparency, each over several colours. */
function everyAlpha({ shape: [batch, height, width] }: ImageInput): ImageBitmap {
  const context = canvasOf(width, batch * height);
  const image = context.createImageData(width, batch * height);
  for (let pixel = 0; pixel < image.data.length / 4; pixel++)
    image.data.set([(pixel * 7) % 256, 255, (pixel >> 8) % 256, pixel % 256], 4 * pixel);
  context.putImageData(image, 0, 0);
  return context.canvas.transferToImageBitmap();
}

export const sheetsOf = (
  input: ImageInput,
  pictures: readonly ImageBitmap[],
): readonly (() => ImageBitmap)[] => [
  () => everyColour(input),
  () => everyAlpha(input),
  ...pictures.map((picture) => () => letterboxed(picture, input)),
];
