/** Puts labels beside what they name so that none covers another and all stay inside. Pure. */
import type { Box } from '../../domain/result';

const GAP_PX = 2;
/** How many rows up and down a label may give way. */
const ROWS = 6;

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const within = (box: Box, bounds: Box): boolean =>
  box.x >= bounds.x &&
  box.y >= bounds.y &&
  box.x + box.width <= bounds.x + bounds.width &&
  box.y + box.height <= bounds.y + bounds.height;

/**
 * The places of labels; the first come choose first.
 * @param wanted for each label the places that suit it, best first.
 * @param taken places that no label may cover.
 * @returns null for a label that finds no room: the legend must do.
 */
export function placeLabels(
  wanted: readonly (readonly Box[])[],
  bounds: Box,
  taken: readonly Box[] = [],
): readonly (Box | null)[] {
  const placed = [...taken];
  const free = (box: Box) => within(box, bounds) && !placed.some((other) => overlap(box, other));
  return wanted.map((places) => {
    const near = () => places.flatMap((one) => rowsAround(one, bounds)).find(free);
    const place = places.find(free) ?? near() ?? null;
    if (place !== null) placed.push(place);
    return place;
  });
}

/** Places near a good one: pushed inside, then row by row away from it. */
function rowsAround(best: Box, bounds: Box): readonly Box[] {
  const limit = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
  const x = limit(best.x, bounds.x, bounds.x + bounds.width - best.width);
  const y = limit(best.y, bounds.y, bounds.y + bounds.height - best.height);
  const rowPx = best.height + GAP_PX;
  return Array.from({ length: 2 * ROWS + 1 }, (_, index) => {
    const row = Math.ceil(index / 2) * (index % 2 === 0 ? 1 : -1);
    return { ...best, x, y: y + row * rowPx };
  });
}
