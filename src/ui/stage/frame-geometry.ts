/**
 * Where a model's input lies in the frame, and which pixels it is made of. Pure arithmetic of boxes; the frame is
 * 16:9, so that a square in pixels is not a square in fractions.
 */
import type { Box } from '../../domain/result';
import { FRAME_ASPECT } from './scene';

/** What a tenant asked for (`want` of the frame channel). */
export interface Want {
  /** Pixels of the model's input. */
  readonly width: number;
  readonly height: number;
  readonly region: 'frame' | 'face';
  /** Side of the crop over the larger side of the face. */
  readonly regionScale: number;
}

/** A rectangle in pixels. */
interface PixelBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Crop {
  /** In picture pixels. */
  readonly source: PixelBox;
  /** In pixels of the model's input; what lies outside stays transparent. */
  readonly target: PixelBox;
}

/** The whole frame inside an input of another shape, centred: reaches beyond 0..1 where bars are. */
export function letterboxRegion(width: number, height: number): Box {
  const inputAspect = width / height;
  if (inputAspect >= FRAME_ASPECT) {
    const across = inputAspect / FRAME_ASPECT;
    return { x: (1 - across) / 2, y: 0, width: across, height: 1 };
  }
  const down = FRAME_ASPECT / inputAspect;
  return { x: 0, y: (1 - down) / 2, width: 1, height: down };
}

/** A square, in pixels, of `scale` × the face's larger side, around the face's centre. */
export function faceRegion(face: Box, scale: number): Box {
  // In units of the frame's height, where a pixel is as wide as high.
  const side = scale * Math.max(face.width * FRAME_ASPECT, face.height);
  const width = side / FRAME_ASPECT;
  return {
    x: face.x + face.width / 2 - width / 2,
    y: face.y + face.height / 2 - side / 2,
    width,
    height: side,
  };
}

/** The region of a want in a frame, and whether it is what was wanted. */
export function regionOf(want: Want, face: Box | null): { region: Box; regionFound: boolean } {
  if (want.region === 'face' && face !== null) {
    return { region: faceRegion(face, want.regionScale), regionFound: true };
  }
  return { region: letterboxRegion(want.width, want.height), regionFound: want.region === 'frame' };
}

/**
 * The pixels of a region: what the frame shows of it, never more. Null when the region lies outside the frame.
 * @param view the frame in fractions of a picture of `picture` pixels.
 */
export function cropOf(
  region: Box,
  view: Box,
  picture: { readonly width: number; readonly height: number },
  input: { readonly width: number; readonly height: number },
): Crop | null {
  const left = Math.max(0, region.x);
  const top = Math.max(0, region.y);
  const width = Math.min(1, region.x + region.width) - left;
  const height = Math.min(1, region.y + region.height) - top;
  if (width <= 0 || height <= 0) return null;
  return {
    source: {
      x: (view.x + left * view.width) * picture.width,
      y: (view.y + top * view.height) * picture.height,
      width: width * view.width * picture.width,
      height: height * view.height * picture.height,
    },
    target: {
      x: ((left - region.x) / region.width) * input.width,
      y: ((top - region.y) / region.height) * input.height,
      width: (width / region.width) * input.width,
      height: (height / region.height) * input.height,
    },
  };
}
