/** Places at which a network may be cut, what lies between them, and which are chosen for a target. Pure arithmetic. */
import type { SegmentTarget } from '../domain/plan';
import { mergeSegments } from './merge-segments';

export interface MeasuredPlaces {
  /** Candidates: before which operation; ascending. */
  readonly boundaries: readonly number[];
  /** Cost of the piece before each and after the last, without the fence. */
  readonly piecesMs: readonly number[];
  /** What the end of a piece costs beyond its computation; 0 where none is waited for. */
  readonly fenceMs: number;
  /** Pieces that may be under way at once; one when absent: each waits for the fence of the one before. */
  readonly underWay?: number;
  /** Candidates at which the network did not run. */
  readonly refused: number;
  /** Fewer places than operations were tried, and why; null when all were. */
  readonly reason: string | null;
}

/** The fence at the end of a segment should take at most this share of it. */
const FENCE_SHARE = 0.1;

/** @returns evenly spread, at most so many; all places between so many operations when they are few enough. */
export function candidatesAmong(operations: number, most: number): readonly number[] {
  const all = Math.max(0, operations - 1);
  const count = Math.min(all, most);
  return Array.from({ length: count }, (_, index) => 1 + Math.floor((index * all) / count));
}

/**
 * Shortest segment of which the fence takes no more than its share, ms. With several under way the others compute while one's
 * fence is waited for: together they have to be as long as that.
 */
export const shortestFor = ({
  fenceMs,
  underWay = 1,
}: Pick<MeasuredPlaces, 'fenceMs' | 'underWay'>): number =>
  underWay > 1 ? fenceMs / (underWay - 1) : fenceMs / FENCE_SHARE;

/** The places that make segments of about the target; all of them for a segment an operation. */
export function chosenBoundaries(places: MeasuredPlaces, target: SegmentTarget): readonly number[] {
  const { boundaries, piecesMs } = places;
  const leastMs = shortestFor(places);
  const targetMs = target === 'layer' ? leastMs : Math.max(target, leastMs);
  if (targetMs === 0) return boundaries;
  return mergeSegments(piecesMs, targetMs).map((piece) => boundaries[piece - 1] as number); // a place between two pieces
}
