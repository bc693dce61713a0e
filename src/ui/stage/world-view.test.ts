import { describe, expect, it } from 'vitest';
import { floorGrid, projected, swingAt } from './world-view';

describe('a body in three dimensions', () => {
  it('has its hips in the middle of the view from every side', () => {
    for (const angle of [-1, 0, 0.5, 1])
      expect(projected({ x: 0, y: 0, z: 0 }, angle)).toEqual({ x: 0.5, y: 0.5 });
  });

  it('stands upright: what is above the hips is drawn above them, also when it is turned', () => {
    for (const angle of [-1, 0, 1]) {
      expect(projected({ x: 0, y: -0.6, z: 0 }, angle).y).toBeLessThan(0.3);
      expect(projected({ x: 0, y: 0.9, z: 0 }, angle).y).toBeGreaterThan(0.8);
    }
  });

  it('shows from the side what lies behind: depth becomes width', () => {
    const near = { x: 0, y: 0, z: -0.3 };
    expect(projected(near, 0).x).toBeCloseTo(0.5);
    expect(projected(near, 0.9).x).toBeLessThan(0.45);
  });

  it('is larger where it is nearer', () => {
    const widthAt = (z: number) => projected({ x: 0.5, y: 0, z }, 0).x - projected({ x: -0.5, y: 0, z }, 0).x;
    expect(widthAt(-0.5)).toBeGreaterThan(widthAt(0.5));
  });

  it('swings to both sides and never shows the back', () => {
    const angles = Array.from({ length: 120 }, (_, index) => swingAt(index / 10));
    expect(Math.max(...angles)).toBeGreaterThan(0.8);
    expect(Math.min(...angles)).toBeLessThan(-0.8);
    expect(Math.max(...angles.map(Math.abs))).toBeLessThan(Math.PI / 2);
  });

  it('stands on a floor that lies in view', () => {
    for (const ends of floorGrid(0.9)) {
      for (const end of ends) {
        const { x, y } = projected(end, 0.9);
        expect(x).toBeGreaterThan(-0.1);
        expect(x).toBeLessThan(1.1);
        expect(y).toBeGreaterThan(0.6);
        expect(y).toBeLessThan(1.1);
      }
    }
  });
});
