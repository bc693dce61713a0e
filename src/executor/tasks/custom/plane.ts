/** An output as rows and columns of samples, and which of them a picture of bounded size shows. */
import type { CustomModel } from '../../../domain/custom-model';
import type { OutputTensor } from '../../runtime';
import { unshowable } from './named-output';

/** Samples across and down of the largest picture that is sent to the page: 1 MB of RGBA. */
const LARGEST_SIDE = 512;

export interface Plane {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * `[1, height, width, channels]`, `[1, height, width]` or `[height, width]`; of three dimensions that do not start with
 * 1, the last are channels.
 *
 * @throws EngineError `output-invalid`.
 */
export function planeOf({ name, shape }: OutputTensor, model: CustomModel): Plane {
  const [first = 0, second = 0, third = 0, fourth = 0] = shape;
  const planes: Readonly<Record<number, Plane>> = {
    2: { height: first, width: second, channels: 1 },
    3:
      first === 1
        ? { height: second, width: third, channels: 1 }
        : { height: first, width: second, channels: third },
    4: { height: second, width: third, channels: fourth },
  };
  const plane = planes[shape.length];
  if (plane === undefined || plane.height * plane.width * plane.channels === 0) {
    throw unshowable(model, `returned ${name} as [${shape.join(', ')}], which is no picture`);
  }
  return plane;
}

/**
 * Draws a plane into RGBA; of a larger one, the nearest samples.
 * @param paint writes four bytes at `to` for the sample that starts at `from` in the data.
 */
export function drawPlane(
  { height, width, channels }: Plane,
  paint: (pixels: Uint8ClampedArray, to: number, from: number) => void,
): { readonly width: number; readonly height: number; readonly pixels: Uint8ClampedArray } {
  const shrink = Math.max(1, width / LARGEST_SIDE, height / LARGEST_SIDE);
  const across = Math.max(1, Math.floor(width / shrink));
  const down = Math.max(1, Math.floor(height / shrink));
  const pixels = new Uint8ClampedArray(4 * across * down);
  for (let row = 0, to = 0; row < down; row++) {
    const start = Math.floor(((row + 0.5) * height) / down) * width;
    for (let column = 0; column < across; column++, to += 4) {
      paint(pixels, to, (start + Math.floor(((column + 0.5) * width) / across)) * channels);
    }
  }
  return { width: across, height: down, pixels };
}
