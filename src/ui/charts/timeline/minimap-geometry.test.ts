import { expect, it } from 'vitest';
import { instant } from '../../../domain/units';
import { completedRequest } from '../../../testing/builders';
import { pastOf } from '../../../testing/past';
import { Density, edgeUnder, extentOf, frameOn, percentAlong } from './minimap-geometry';

const extent = { fromAt: 0, toAt: 10_000 };

it('the strip reaches from the first request that is kept until now, five seconds at least', () => {
  expect(extentOf(pastOf([completedRequest({ at: 2000 })]), 30_000)).toEqual({ fromAt: 2000, toAt: 30_000 });
  expect(extentOf(pastOf([completedRequest({ at: 29_000 })]), 30_000)).toEqual({
    fromAt: 25_000,
    toAt: 30_000,
  });
  expect(extentOf(pastOf([]), 30_000)).toEqual({ fromAt: 25_000, toAt: 30_000 });
});

it('the frame covers what is shown', () => {
  expect(frameOn(extent, 6000, 2000, 500)).toEqual({ left: 200, width: 100 });
});

it('a frame too narrow to grip is widened and stays on the strip', () => {
  expect(frameOn(extent, 10_000, 50, 500)).toEqual({ left: 476, width: 24 });
  expect(frameOn(extent, 50, 50, 500)).toEqual({ left: 0, width: 24 });
});

it('more time than is kept makes the frame the whole strip', () => {
  expect(frameOn(extent, 10_000, 20_000, 500)).toEqual({ left: 0, width: 500 });
  expect(percentAlong(extent, 10_000, 20_000)).toBe(100);
});

it('a press shows what lies under it in the middle, within what is kept', () => {
  expect(edgeUnder(extent, 250, 2000, 500)).toBe(6000);
  expect(edgeUnder(extent, 0, 2000, 500)).toBe(2000);
  expect(edgeUnder(extent, 500, 2000, 500)).toBe(10_000);
});

it('how far along is told from the oldest to the newest', () => {
  expect(percentAlong(extent, 2000, 2000)).toBe(0);
  expect(percentAlong(extent, 6000, 2000)).toBe(50);
  expect(percentAlong(extent, 10_000, 2000)).toBe(100);
});

it('a pixel is as busy as the part of it that was served, over all executors', () => {
  const density = new Density();
  density.fill(pastOf([completedRequest({ at: 500, partsMs: [0, 0, 0, 1500, 0, 0] })]), extent, 2, 10);
  expect([...density.busy].slice(0, 3)).toEqual([0.25, 0.5, 0]);
});

it('while it was preempted a request makes nobody busy', () => {
  const { stamps, ...one } = completedRequest({ at: 1000, partsMs: [0, 0, 0, 1000, 0, 0] });
  const preempted = { ...one, stamps: stamps === null ? null : { ...stamps, preemptedMs: 750 } };
  const density = new Density();
  density.fill(pastOf([preempted]), extent, 1, 10);
  expect([...density.busy].slice(0, 3)).toEqual([0, 0.25, 0]);
});

it('late and lost requests are marked where they ended', () => {
  const density = new Density();
  const dropped = { outcome: 'dropped', stamps: null, issuedAt: null, endedAt: instant(10_000) } as const;
  density.fill(
    pastOf([
      completedRequest({ at: 3000, outcome: 'late', partsMs: [0, 0, 0, 500, 0, 0] }),
      completedRequest({ at: 10_000, ...dropped }),
    ]),
    extent,
    1,
    10,
  );
  expect([...density.trouble]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
});
