/** How much two boxes are the same place. Knows neither what is in them nor in which unit they are. */

/** Centre x, centre y, width, height, in one unit; what follows is not read. */
type Box = readonly number[];

/** Intersection over union, 0..1; 0 when either has no area. */
export function overlap(a: Box, b: Box): number {
  const shared = sharedLength(a, b, 0) * sharedLength(a, b, 1);
  return shared === 0 ? 0 : shared / (area(a) + area(b) - shared);
}

/** Length that both cover along an axis: 0 across, 1 down. */
function sharedLength(a: Box, b: Box, axis: 0 | 1): number {
  const end = (values: Box, side: number) => (values[axis] ?? 0) + (side * (values[axis + 2] ?? 0)) / 2;
  return Math.max(0, Math.min(end(a, 1), end(b, 1)) - Math.max(end(a, -1), end(b, -1)));
}

const area = (values: Box): number => (values[2] ?? 0) * (values[3] ?? 0);
