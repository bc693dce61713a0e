/** From a place in a model's input to a place in the frame. Knows neither models nor pixels. */
import type { Box, Point } from '../../domain/result';

/** @param x, y fractions of the model's input; letterboxing may put the point outside the frame (beyond 0..1). */
export function toFrame(region: Box, x: number, y: number): Point {
  return { x: region.x + region.width * x, y: region.y + region.height * y };
}
