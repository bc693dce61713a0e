/** From a place in a model's input to a place in the frame. Knows neither models nor pixels. */
import type { Box, Point } from '../../domain/result';

/** @param x, y fractions of the model's input; letterboxing may put the point outside the frame (beyond 0..1). */
export function toFrame(region: Box, x: number, y: number): Point {
  return { x: region.x + region.width * x, y: region.y + region.height * y };
}

/** @param values centre x, centre y, width, height in fractions of the model's input; what follows is not read. */
export function boxToFrame(region: Box, [x = 0, y = 0, width = 0, height = 0]: readonly number[]): Box {
  const corner = toFrame(region, x - width / 2, y - height / 2);
  return { ...corner, width: width * region.width, height: height * region.height };
}

/** @param values x, y pairs in fractions of the model's input. */
export function pointsToFrame(region: Box, values: readonly number[]): readonly Point[] {
  return Array.from({ length: values.length / 2 }, (_, point) =>
    toFrame(region, values[2 * point] ?? 0, values[2 * point + 1] ?? 0),
  );
}

/**
 * Which of `count` samples from `start` on over `length` have their centre in the frame, 0..1; `end` is not one. For
 * maps as large as the input: what lies outside the frame is padding.
 */
export function samplesInFrame(
  start: number,
  length: number,
  count: number,
): { readonly first: number; readonly end: number } {
  const at = (place: number) => Math.ceil(((place - start) / length) * count - 0.5);
  const first = Math.max(0, at(0));
  return { first, end: Math.max(first, Math.min(count, at(1))) };
}
