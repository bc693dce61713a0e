/** Why a model stays whole, or is cut more coarsely than asked for, in sentences for people. */
import type { SegmentTarget } from '../domain/plan';
import { type MeasuredPlaces, shortestFor } from './cut-places';

const inWords = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`;

/** Null when it is long enough to be cut. */
export function whyTooShort(wholeMs: number, target: SegmentTarget): string | null {
  if (target === 'layer' || wholeMs >= 1.5 * target) return null;
  return `It stays whole: it takes ${inWords(wholeMs)} and a segment should take ${inWords(target)}.`;
}

export const whyOneSegment = ({ fenceMs }: MeasuredPlaces): string =>
  fenceMs > 0
    ? `It stays whole: the fence at the end of each segment would take ${inWords(fenceMs)}.`
    : 'It stays whole: no place in it makes two segments of about that time.';

export const placesLeftOut = (tried: number, operations: number, wholeMs: number): string =>
  `${tried} of ${operations - 1} places were tried, because one inference takes ${inWords(wholeMs)} here.`;

/** Null when the segments are as asked. */
export function whyCoarser(places: MeasuredPlaces, target: SegmentTarget): string | null {
  const { refused, reason, piecesMs } = places;
  const fence = fenceInWords(places, target);
  if (fence !== null) return fence;
  if (refused > 0)
    return `It cannot be cut at ${refused} of its places: in two parts, it does not run there.`;
  if (reason !== null) return reason;
  const longestMs = Math.max(...piecesMs);
  if (target === 'layer' || longestMs <= 2 * Math.max(target, shortestFor(places))) return null;
  return `One operation takes ${inWords(longestMs)} by itself: there is no place to cut within it.`;
}

function fenceInWords(places: MeasuredPlaces, target: SegmentTarget): string | null {
  const { fenceMs, piecesMs, underWay = 1 } = places;
  const leastMs = shortestFor(places);
  const asIs = target === 'layer' ? Math.min(...piecesMs) : target;
  if (leastMs <= asIs) return null;
  const asked = target === 'layer' ? 'one operation' : inWords(target);
  const share = underWay > 1 ? 'the others under way should last as long' : 'should take a tenth at most';
  return `Segments of about ${inWords(leastMs)} instead of ${asked}: the fence at the end of each takes ${inWords(fenceMs)}, and ${share}.`;
}
