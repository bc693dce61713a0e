/**
 * Anchors of MediaPipe's detectors (`SsdAnchorsCalculator` with fixed anchor size): grids of cells over the input, each
 * cell with some anchors, all at its centre. It does not know what is detected.
 */
import type { Candidate } from './weighted-suppression';

/** Row-major, a cell's anchors adjacent. */
export interface AnchorGrid {
  /** Across and down. */
  readonly cells: number;
  readonly perCell: number;
}

export const anchorCount = ({ cells, perCell }: AnchorGrid): number => cells * cells * perCell;

/** What a network says at one anchor. */
export interface AtAnchor {
  /** Index in its grid. */
  readonly anchor: number;
  /** 0..1. */
  readonly score: number;
  /** Px: centre x, y from the anchor, width, height, then x, y of points from the anchor. */
  readonly raw: ArrayLike<number>;
}

/**
 * @param width, height of the input, px.
 * @returns the same in fractions of the input.
 */
export function placeAnchor(
  { cells, perCell }: AnchorGrid,
  { anchor, score, raw }: AtAnchor,
  width: number,
  height: number,
): Candidate {
  const cell = Math.floor(anchor / perCell);
  const centre = [((cell % cells) + 0.5) / cells, (Math.floor(cell / cells) + 0.5) / cells] as const;
  const values = Array.from(raw, (value, index) => {
    const axis = index % 2 === 0 ? 0 : 1;
    const fraction = value / (axis === 0 ? width : height);
    return index === 2 || index === 3 ? fraction : centre[axis] + fraction;
  });
  return { score, values };
}
