/**
 * Where a model's input lies in the frame, and which pixels it is made of: for the page, which cuts what a tenant looks at,
 * and for an executor, which cuts what it hands on. Pure arithmetic of boxes; `aspect` is the frame's width over its height
 * in pixels, so that a square in pixels is seldom a square in fractions.
 */
import type { ImageInput } from './model';
import type { Box } from './result';

/** What of a picture can be a region, in fractions of the frame; null where there is none. */
export interface Sights {
  readonly face: Box | null;
  /** The squares around both eyes, the person's right eye first. */
  readonly eyes: readonly [Box, Box] | null;
  readonly body: Box | null;
  readonly hand: Box | null;
}

export interface Regions {
  /** One for each item of the batch. */
  readonly regions: readonly Box[];
  /** Whether they are what was wanted; else they are stand-ins. */
  readonly regionFound: boolean;
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
export function letterboxRegion(width: number, height: number, aspect: number): Box {
  const inputAspect = width / height;
  if (inputAspect >= aspect) {
    const across = inputAspect / aspect;
    return { x: (1 - across) / 2, y: 0, width: across, height: 1 };
  }
  const down = aspect / inputAspect;
  return { x: 0, y: (1 - down) / 2, width: 1, height: down };
}

/** A square, in pixels, of `scale` × the larger side of a box, around its centre. */
export function squareAround(box: Box, scale: number, aspect: number): Box {
  // In units of the frame's height, where a pixel is as wide as high.
  const side = scale * Math.max(box.width * aspect, box.height);
  const width = side / aspect;
  return {
    x: box.x + box.width / 2 - width / 2,
    y: box.y + box.height / 2 - side / 2,
    width,
    height: side,
  };
}

/** As wide as high in pixels, in the middle of the frame; its side is `scale` × the frame's shorter one. */
function centreSquare(scale: number, aspect: number): Box {
  const side = scale * Math.min(1, aspect);
  return { x: (1 - side / aspect) / 2, y: (1 - side) / 2, width: side / aspect, height: side };
}

/** What regions are asked of. */
interface Framed {
  readonly aspect: number;
  readonly sights: Sights;
}

/**
 * The regions that an input wants of a frame.
 * @param judges whether the model says itself that what it wants is not there: it then looks at the frame's middle.
 */
export function regionsOf(
  { shape, region, regionScale }: ImageInput,
  { aspect, sights }: Framed,
  judges = false,
): Regions {
  const [batch, height, width] = shape;
  const middle = centreSquare(1, aspect);
  const whole = letterboxRegion(width, height, aspect);
  const around = (boxes: readonly (Box | null)[], standIn: Box): Regions => {
    const found = boxes.filter((box) => box !== null).map((box) => squareAround(box, regionScale, aspect));
    const all = found.length === boxes.length;
    const regions = Array.from({ length: batch }, (_, item) => (all ? found[item] : undefined) ?? standIn);
    return { regions, regionFound: all || judges };
  };
  const same = (box: Box): Regions => ({
    regions: Array.from({ length: batch }, () => box),
    regionFound: true,
  });
  switch (region) {
    case 'frame':
      return same(whole);
    case 'centre':
      return same(centreSquare(regionScale, aspect));
    case 'face':
      return around([sights.face], judges ? middle : whole);
    case 'eyes':
      return around(sights.eyes ?? [null], middle);
    case 'body':
      return around([sights.body], whole);
    case 'hand':
      return around([sights.hand], middle);
  }
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
