/** Which part of a picture an item of a batch shows. Plain numbers: it knows no device. */

/** What an item shows, px of the picture, which it may reach beyond: there it is black. */
export interface PictureRegion {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly mirrored?: boolean;
}

/** What of a picture is asked for. */
interface Sized {
  readonly width: number;
  readonly height: number;
}

/** The picture as equal bands, one above the other. */
export function bandsOf({ width, height }: Sized, count: number): readonly PictureRegion[] {
  const band = height / count;
  return Array.from({ length: count }, (_, item) => ({ x: 0, y: item * band, width, height: band }));
}

/** As the shader takes them: left, top, width, height of each; a negative width from its right edge is a mirror. */
export const numbersOf = (regions: readonly PictureRegion[]): readonly number[] =>
  regions.flatMap(({ x, y, width, height, mirrored }) =>
    mirrored ? [x + width, y, -width, height] : [x, y, width, height],
  );
