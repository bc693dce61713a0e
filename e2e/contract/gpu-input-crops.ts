/**
 * The pass that crops and resizes, against exact bilinear interpolation and against a 2D canvas, whose own interpolation is
 * coarser: parts of several pictures, at several scales.
 */
import type { ImageInput } from '../../src/domain/model';
import { GpuPreprocessor } from '../../src/executor/gpu-input/gpu-preprocessor';
import type { PictureRegion } from '../../src/executor/gpu-input/picture-region';
import { pictureTermsOf } from '../../src/executor/picture-upload';
import type { GpuInputCall } from './gpu-input.worker';
import { type LabDevice, openDevice } from './gpu-input-device';
import { canvasOf } from './gpu-input-pictures';

/** Differences of 8-bit colours. */
export interface Differences {
  readonly worst: number;
  readonly mean: number;
  /** Share of samples that differ by more than 2. */
  readonly beyond2Fraction: number;
}
export interface CropAnswer {
  readonly what: string;
  readonly fromExact: Differences;
  readonly fromCanvas: Differences;
  /** Of the canvas itself. */
  readonly canvasFromExact: Differences;
}

/** By name: what is cut, in fractions of the picture, at which scale, and whether it is mirrored. */
const CUTS = [
  { what: 'whole, shrunk', cut: { x: 0, y: 0, width: 1, height: 1 }, side: 192, mirrored: false },
  { what: 'whole, mirrored', cut: { x: 0, y: 0, width: 1, height: 1 }, side: 256, mirrored: true },
  { what: 'part, enlarged', cut: { x: 0.31, y: 0.22, width: 0.2, height: 0.25 }, side: 224, mirrored: false },
  {
    what: 'beyond the edge',
    cut: { x: -0.25, y: 0.5, width: 0.75, height: 0.75 },
    side: 160,
    mirrored: false,
  },
] as const;

export async function compareCrops({ pictures }: GpuInputCall): Promise<readonly CropAnswer[]> {
  const lab = await openDevice();
  const answers: CropAnswer[] = [];
  for (const { what, cut, side, mirrored } of CUTS) {
    const all = { gpu: [] as number[], canvas: [] as number[], exact: [] as number[] };
    for (const picture of pictures) {
      const region = {
        x: cut.x * picture.width,
        y: cut.y * picture.height,
        width: cut.width * picture.width,
        height: cut.height * picture.height,
        mirrored,
      };
      for (const value of await onGpu(lab, picture, region, side)) all.gpu.push(value);
      for (const value of onCanvas(picture, region, side)) all.canvas.push(value);
      for (const value of exactly(picture, region, side)) all.exact.push(value);
    }
    answers.push({
      what,
      fromExact: differences(all.gpu, all.exact),
      fromCanvas: differences(all.gpu, all.canvas),
      canvasFromExact: differences(all.canvas, all.exact),
    });
  }
  lab.check();
  return answers;
}

function differences(some: readonly number[], others: readonly number[]): Differences {
  const apart = some.map((value, index) => Math.abs(value - (others[index] ?? Number.NaN)));
  const beyond2 = apart.filter((one) => one > 2).length;
  return {
    worst: apart.reduce((a, b) => Math.max(a, b), 0),
    mean: apart.reduce((a, b) => a + b, 0) / apart.length,
    beyond2Fraction: beyond2 / apart.length,
  };
}

async function onGpu(lab: LabDevice, picture: ImageBitmap, region: PictureRegion, side: number) {
  const input: ImageInput = {
    kind: 'image',
    shape: [1, side, side, 3],
    dtype: 'int32',
    range: [0, 255],
    region: 'frame',
    regionScale: 1,
  };
  const target = lab.target(input);
  const preprocessor = await GpuPreprocessor.create(lab.device, pictureTermsOf(input));
  preprocessor.run(picture, target, [region]);
  const numbers = await lab.read(target, 'int32');
  preprocessor.dispose();
  target.destroy();
  return numbers;
}

/** Its pixels laid over black. */
function onCanvas(picture: ImageBitmap, { x, y, width, height, mirrored }: PictureRegion, side: number) {
  const context = canvasOf(side, side);
  context.fillStyle = 'black';
  context.fillRect(0, 0, side, side);
  if (mirrored) {
    context.translate(side, 0);
    context.scale(-1, 1);
  }
  context.scale(side / width, side / height);
  context.drawImage(picture, -x, -y);
  return coloursOf(context.getImageData(0, 0, side, side).data);
}

/** In double precision; the pictures are opaque. */
function exactly(picture: ImageBitmap, region: PictureRegion, side: number): number[] {
  const context = canvasOf(picture.width, picture.height);
  context.drawImage(picture, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, picture.width, picture.height);
  const colour = (x: number, y: number, channel: number): number => {
    const [column, row] = [Math.min(width - 1, Math.max(0, x)), Math.min(height - 1, Math.max(0, y))];
    return data[4 * (row * width + column) + channel] ?? Number.NaN;
  };
  const values: number[] = [];
  for (let sample = 0; sample < side * side; sample++) {
    const across = ((sample % side) + 0.5) / side;
    const x = region.x + (region.mirrored ? 1 - across : across) * region.width;
    const y = region.y + ((Math.floor(sample / side) + 0.5) / side) * region.height;
    const inside = x >= 0 && y >= 0 && x < width && y < height;
    const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
    const [right, down] = [x - 0.5 - left, y - 0.5 - top];
    for (let channel = 0; channel < 3; channel++) {
      const above = (1 - right) * colour(left, top, channel) + right * colour(left + 1, top, channel);
      const below = (1 - right) * colour(left, top + 1, channel) + right * colour(left + 1, top + 1, channel);
      values.push(inside ? Math.round((1 - down) * above + down * below) : 0);
    }
  }
  return values;
}

const coloursOf = (rgba: Uint8ClampedArray): Uint8ClampedArray => rgba.filter((_, index) => index % 4 !== 3);
