/** Classes of samples as a picture in their tenant's colour: shades tell the classes apart, a firm line where one ends. */
import type { Point } from '../../domain/result';
import { mixed, rgbOf } from './mask-tint';

/** Opacity 0..255 of the inside and of the contour. */
const FILL_ALPHA = 84;
const CONTOUR_ALPHA = 235;

/** The tenant's own colour, then lighter and darker ones: [towards, share]. */
const SHADES = [
  [[255, 255, 255], 0],
  [[255, 255, 255], 0.55],
  [[0, 0, 0], 0.5],
  [[255, 255, 255], 0.3],
  [[0, 0, 0], 0.25],
] as const;

export interface Segments {
  readonly width: number;
  readonly height: number;
  readonly classOf: Uint8Array;
  readonly classes: readonly { readonly index: number }[];
}

/** Writes RGBA samples. Class 0 and classes that are not told stay transparent. @param colour `#rrggbb`. */
export function tintSegments(segments: Segments, colour: string, pixels: Uint8ClampedArray): void {
  const { width, classOf, classes } = segments;
  const own = rgbOf(colour);
  const shades = new Map(
    classes.map(({ index }, rank) => {
      const [towards, share] = SHADES[rank % SHADES.length] ?? SHADES[0];
      return [index, mixed(own, towards, share)];
    }),
  );
  pixels.fill(0);
  classOf.forEach((value, at) => {
    const shade = value === 0 ? undefined : shades.get(value);
    if (shade === undefined) return;
    const same = (other: number) => classOf[other] === value;
    const inside = same(at - 1) && same(at + 1) && same(at - width) && same(at + width);
    pixels.set(shade, 4 * at);
    pixels[4 * at + 3] = inside ? FILL_ALPHA : CONTOUR_ALPHA;
  });
}

/** Where the classes lie, kept as long as the samples are: counting 263 169 of them takes a millisecond. */
export class SegmentMiddles {
  readonly #known = new WeakMap<Uint8Array, ReadonlyMap<number, Point>>();

  /** The middle of each class in fractions of the segments' region. */
  of({ width, height, classOf }: Segments): ReadonlyMap<number, Point> {
    const known = this.#known.get(classOf);
    if (known !== undefined) return known;
    const sums = new Map<number, { count: number; across: number; down: number }>();
    classOf.forEach((value, at) => {
      if (value === 0) return;
      const sum = sums.get(value) ?? { count: 0, across: 0, down: 0 };
      sums.set(value, sum);
      sum.count += 1;
      sum.across += at % width;
      sum.down += Math.floor(at / width);
    });
    const middles = new Map(
      [...sums].map(([index, { count, across, down }]): [number, Point] => [
        index,
        { x: (across / count + 0.5) / width, y: (down / count + 0.5) / height },
      ]),
    );
    this.#known.set(classOf, middles);
    return middles;
  }
}
