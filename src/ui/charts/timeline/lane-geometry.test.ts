import { expect, it } from 'vitest';
import { laneAt, laneGeometry, laneTop } from './lane-geometry';

it('lanes share the room, but none grows beyond what a bar needs', () => {
  expect(laneGeometry(4, 146).laneHeight).toBe(32);
  expect(laneGeometry(1, 144).laneHeight).toBe(84);
  expect(laneGeometry(1, 144).barHeight).toBe(26);
});

it('many lanes keep their smallest height and the picture scrolls', () => {
  const geometry = laneGeometry(12, 144);
  expect(geometry.laneHeight).toBe(18);
  expect(geometry.height).toBe(18 + 12 * 18);
});

it('a point is in the lane that it stands in, and in none on the axis', () => {
  const geometry = laneGeometry(2, 144);
  expect(laneAt(geometry, 2, 4)).toBeNull();
  expect(laneAt(geometry, 2, laneTop(geometry, 1))).toBe(1);
  expect(laneAt(geometry, 2, geometry.height + 1)).toBeNull();
});
