/** What tests of results ask again and again. It knows results and places, no networks. */
import { expect } from 'vitest';
import type { Box, DetectedFace, Point, Result } from '../domain/result';

/** The result, which must be of that kind. */
export function expectKind<Kind extends Result['kind']>(
  result: Result,
  kind: Kind,
): Extract<Result, { kind: Kind }> {
  expect(result).toMatchObject({ kind });
  return result as Extract<Result, { kind: Kind }>; // its kind is what the line above has checked
}

/** The one face of a result. */
export function onlyFaceOf(result: Result): DetectedFace {
  const { faces } = expectKind(result, 'faces');
  expect(faces).toHaveLength(1);
  return faces[0] as DetectedFace; // one, as checked
}

export function expectInside({ x, y }: Point, box: Box, margin = 0): void {
  expect(x).toBeGreaterThan(box.x - margin);
  expect(x).toBeLessThan(box.x + box.width + margin);
  expect(y).toBeGreaterThan(box.y - margin);
  expect(y).toBeLessThan(box.y + box.height + margin);
}

export const middleOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** Intersection over union, 0..1. */
export function sharedFraction(a: Box, b: Box): number {
  const along = (start: 'x' | 'y', length: 'width' | 'height') =>
    Math.max(0, Math.min(a[start] + a[length], b[start] + b[length]) - Math.max(a[start], b[start]));
  const shared = along('x', 'width') * along('y', 'height');
  return shared / (a.width * a.height + b.width * b.height - shared);
}
