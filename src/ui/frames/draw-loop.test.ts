import { beforeEach, expect, it } from 'vitest';
import { DrawLoop, type FrameHost } from './draw-loop';

let now = 0;
let frameLagMs = 0;
let paintMs = 0;
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
  afterFrame: (act) => later(now + paintMs, act),
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
  paintMs = 0;
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

it('no more frames come than the pace allows, however many ask', () => {
  const at: number[] = [];
  const loop = new DrawLoop(host);
  for (const periodMs of [10, 20, 30]) loop.add(task(periodMs, () => true, at));
  runUntil(1000);
  expect(new Set(at).size).toBeLessThanOrEqual(31);
  expect(new Set(at).size).toBeGreaterThan(25);
});

it('an invalidated picture does not wait for a later one', () => {
  const at: number[] = [];
  const loop = new DrawLoop(host);
  loop.add(task(1000, () => true, []));
  const handle = loop.add(task(50, () => false, at));
  runUntil(500);
  handle.invalidate();
  runUntil(600);
  expect(at).toEqual([0, 500]);
});

it('costly frames lower the rate, and the loop says so while something moves', () => {
  const at: number[] = [];
  let moving = true;
  const loop = new DrawLoop(host);
  loop.setSaturated(true);
  loop.add(task(10, () => moving, at));
  paintMs = 4;
  runUntil(10_000);
  expect(loop.loweredTo).toBe(10);
  moving = false;
  expect(loop.loweredTo).toBeNull();
});

it('tells of every frame what it took', () => {
  const frames: [number, number][] = [];
  const loop = new DrawLoop(host, (startedAt, spentMs) => frames.push([startedAt, spentMs]));
  loop.add(task(100, () => true, []));
  paintMs = 3;
  runUntil(150);
  expect(frames).toEqual([
    [0, 3],
    [100, 3],
  ]);
});

it('a tab that was hidden does not slow the view down', () => {
  const loop = new DrawLoop(host);
  loop.add(task(100, () => true, []));
  frameLagMs = 60_000;
  runUntil(120_000);
  expect(loop.loweredTo).toBeNull();
});

it('nothing is scheduled once the last task is gone', () => {
  const loop = new DrawLoop(host);
  const handle = loop.add(task(100, () => true, []));
  runUntil(250);
  handle.dispose();
  expect(pending).toEqual([]);
});
