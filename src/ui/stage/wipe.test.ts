import { describe, expect, it } from 'vitest';
import { Wipe } from './wipe';

describe('the divider', () => {
  it('moves slowly by itself and shows something of both sides at every instant', () => {
    const wipe = new Wipe();
    const places = Array.from({ length: 300 }, (_, index) => wipe.positionAt(index / 30, false));
    expect(Math.min(...places)).toBeGreaterThan(0.05);
    expect(Math.max(...places)).toBeLessThan(0.95);
    expect(Math.max(...places) - Math.min(...places)).toBeGreaterThan(0.7);
    for (const [index, place] of places.slice(1).entries()) {
      expect(Math.abs(place - (places[index] ?? NaN))).toBeLessThan(0.01);
    }
  });

  it('stands in the middle for people who asked for less motion', () => {
    const wipe = new Wipe();
    expect([0, 1, 2, 3].map((seconds) => wipe.positionAt(seconds, true))).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  it('stands where it is held, within its picture', () => {
    const wipe = new Wipe();
    wipe.hold(0.2);
    expect(wipe.positionAt(5, false)).toBe(0.2);
    wipe.hold(1.3);
    expect(wipe.positionAt(6, true)).toBe(1);
  });

  it('goes on from where it was let go, as far as it goes by itself', () => {
    const wipe = new Wipe();
    wipe.hold(0.3);
    wipe.release(20);
    expect(wipe.positionAt(20, false)).toBeCloseTo(0.3);
    wipe.hold(1);
    wipe.release(30);
    expect(wipe.positionAt(30, false)).toBeCloseTo(0.9);
  });
});
