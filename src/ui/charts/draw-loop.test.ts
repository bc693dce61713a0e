import { beforeEach, expect, it } from 'vitest';
import { DrawLoop, type FrameHost } from './draw-loop';

let now = 0;
let frameLagMs = 0;
let pending: { at: number; act: () => void }[] = [];

const later = (at: number, act: () => void) => {
  const one = { at, act };
  pending.push(one);
  return () => {
    pending = pending.filter((other) => other !== one);
  };
};
const host: FrameHost = {
  now: () => now,
  after: (delayMs, act) => later(now + delayMs, act),
  nextFrame: (act) => later(now + frameLagMs, act),
};

function runUntil(end: number): void {
  for (;;) {
    const next = pending.sort((a, b) => a.at - b.at)[0];
    if (next === undefined || next.at > end) break;
    pending.shift();
    now = next.at;
    next.act();
  }
  now = end;
}

beforeEach(() => {
  now = 0;
  frameLagMs = 0;
  pending = [];
});

function task(periodMs: number, moving: () => boolean, at: number[]) {
  return { periodMs, moving, draw: () => at.push(now) };
}

it('a still picture is drawn once, and again only after it was invalidated', () => {
  const at: number[] = [];
  const handle = new DrawLoop(host).add(task(100, () => false, at));
  runUntil(1000);
  handle.invalidate();
  handle.invalidate();
  runUntil(2000);
  expect(at).toEqual([0, 1000]);
});

it('a moving picture is drawn once per period', () => {
  const at: number[] = [];
  new DrawLoop(host).add(task(100, () => true, at));
  runUntil(300);
  expect(at).toEqual([0, 100, 200, 300]);
});

it('pictures that are due together share a frame', () => {
  const moving: number[] = [];
  const still: number[] = [];
  const loop = new DrawLoop(host);
  loop.add(task(100, () => true, moving));
  const handle = loop.add(task(220, () => false, still));
  runUntil(150);
  handle.invalidate();
  runUntil(400);
  expect(moving).toEqual([0, 100, 200, 300, 400]);
  expect(still).toEqual([0, 200]);
});

it('late frames stretch the period and punctual ones bring it back', () => {
  const at: number[] = [];
  const loop = new DrawLoop(host);
  loop.add(task(100, () => true, at));
  frameLagMs = 110;
  runUntil(5000);
  expect(loop.stretch).toBeGreaterThan(3);
  const slow = at.length;
  frameLagMs = 0;
  runUntil(15_000);
  expect(slow).toBeLessThan(20);
  expect(loop.stretch).toBeLessThan(1.05);
});

it('a tab that was hidden does not slow the view down', () => {
  const loop = new DrawLoop(host);
  loop.add(task(100, () => true, []));
  frameLagMs = 60_000;
  runUntil(120_000);
  expect(loop.stretch).toBe(1);
});

it('nothing is scheduled once the last task is gone', () => {
  const loop = new DrawLoop(host);
  const handle = loop.add(task(100, () => true, []));
  runUntil(250);
  handle.dispose();
  expect(pending).toEqual([]);
});
