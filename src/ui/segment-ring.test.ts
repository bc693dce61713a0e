import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SegmentRing } from './segment-ring';

it('whatever is pushed, what is still there reads as it was given, and what is not says so', () => {
  const pushes = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60, size: 'max' });
  fc.assert(
    fc.property(pushes, fc.integer({ min: 1, max: 12 }), (counts, capacity) => {
      const ring = new SegmentRing(capacity);
      const all: number[] = [];
      const groups: { first: number; count: number }[] = [];
      let next = 0;
      for (const count of counts) {
        const instants = Float64Array.from({ length: 2 * count }, () => next++);
        const first = ring.push(instants, 0, count);
        if (count > capacity) {
          expect(first).toBe(-1);
          continue;
        }
        expect(first).toBe(all.length / 2);
        all.push(...instants);
        groups.push({ first, count });
      }
      for (const { first, count } of groups) {
        const kept = first >= all.length / 2 - capacity;
        expect(ring.holds(first)).toBe(kept);
        if (!kept) continue;
        for (let segment = first; segment < first + count; segment += 1) {
          expect([ring.startOf(segment), ring.endOf(segment)]).toEqual(
            all.slice(2 * segment, 2 * segment + 2),
          );
        }
      }
      expect(ring.holds(-1)).toBe(false);
    }),
    { seed: 15 },
  );
});

it('segments that a batch promises and does not bring are none', () => {
  const ring = new SegmentRing(8);
  expect(ring.push(Float64Array.of(1, 2, 3, 4), 1, 2)).toBe(-1);
  expect(ring.push(Float64Array.of(1, 2, 3, 4), 1, 1)).toBe(0);
  expect([ring.startOf(0), ring.endOf(0)]).toEqual([3, 4]);
});

it('a copy stays what it was', () => {
  const ring = new SegmentRing(2);
  ring.push(Float64Array.of(1, 2), 0, 1);
  const copy = ring.copy();
  ring.push(Float64Array.of(3, 4, 5, 6), 0, 2);
  expect([copy.holds(0), copy.startOf(0), ring.holds(0)]).toEqual([true, 1, false]);
});
