import { expect, it } from 'vitest';
import { fitted } from './draw-outputs';

it('an output’s picture keeps its shape in the middle of its inset', () => {
  const box = { x: 10, y: 20, width: 100, height: 100 };
  expect(fitted(box, { width: 4, height: 2 })).toEqual({ x: 10, y: 45, width: 100, height: 50 });
  expect(fitted(box, { width: 1, height: 4 })).toEqual({ x: 47.5, y: 20, width: 25, height: 100 });
});
