import { describe, expect, it } from 'vitest';
import type { Box } from '../../domain/result';
import { placeInsets, rollOn } from './inset-layout';

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const SURFACES = [
  { width: 760, height: 430 },
  { width: 620, height: 348 },
  { width: 990, height: 360 },
  { width: 358, height: 240 },
];
/** Top row of the stage: its button at the left, its note at the right. */
const topRow = (width: number): Box => ({ x: 0, y: 0, width, height: 36 });

describe('the insets', () => {
  it.each(SURFACES)('cover neither one another nor roll, button and note, on $width × $height', (surface) => {
    const roll = rollOn(surface);
    for (let count = 1; count <= 8; count += 1) {
      const places = placeInsets(count, surface, roll.y).filter((place) => place !== null);
      const all = [roll, topRow(surface.width), ...places];
      for (const [index, one] of all.entries()) {
        for (const other of all.slice(index + 1)) expect(overlap(one, other)).toBe(false);
      }
      for (const { x, y, width, height } of places) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(surface.width);
        expect(y + height).toBeLessThanOrEqual(surface.height);
      }
    }
  });

  it('all find room on a stage of usual size, at one size for all of them', () => {
    const places = placeInsets(8, { width: 760, height: 430 }, 340);
    expect(places).not.toContain(null);
    expect(new Set(places.map((place) => place?.width)).size).toBe(1);
  });

  it('are smaller the more there are', () => {
    const sideOf = (count: number) => placeInsets(count, { width: 760, height: 430 }, 340)[0]?.width ?? 0;
    expect(sideOf(1)).toBeGreaterThan(130);
    expect(sideOf(8)).toBeLessThan(sideOf(1));
  });

  it('stand at the right while they fit there, then at both sides', () => {
    const surface = { width: 760, height: 430 };
    const [one] = placeInsets(1, surface, 422);
    expect((one?.x ?? 0) + (one?.width ?? 0)).toBe(752);
    const four = placeInsets(4, surface, 422);
    expect(four.filter((place) => place?.x === 8)).toHaveLength(2);
  });

  it('are as large as they can be where only some of them fit', () => {
    const places = placeInsets(3, { width: 560, height: 224 }, 155);
    expect(places[2]).toBeNull();
    expect(places[0]?.width).toBeGreaterThan(80);
    expect(places[1]?.width).toBe(places[0]?.width);
  });

  it('are left out where not even the smallest fits', () => {
    expect(placeInsets(2, { width: 200, height: 90 }, 60)).toEqual([null, null]);
  });
});
