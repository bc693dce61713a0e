import { expect, it } from 'vitest';
import type { ExecutorSnapshot, Snapshot } from '../../../domain/snapshot';
import { machineTables, pageFigures } from './machine-rows';

const recent = {
  framesPerSecond: 29.6,
  p95FrameMs: 34,
  longTasks: 0,
  longestTaskMs: 0,
  busyFraction: 0.042,
};

it('the page has its busy share, its frames and its longest task, like a tenant', () => {
  expect(pageFigures(recent).map(([, label, value]) => `${label} ${value}`)).toEqual([
    'busy 4.2\u202f%',
    'frames 29.6/s',
    'frame p95 34.0\u202fms',
    'longest task under 50\u202fms',
    'over 50\u202fms 0',
  ]);
});

it('a long task is told with its length', () => {
  const [, , , longest, count] = pageFigures({ ...recent, longTasks: 2, longestTaskMs: 81 });
  expect([longest?.[2], count?.[2]]).toEqual(['81.0\u202fms', '2']);
});

it('a browser that tells no long tasks has none to show, which is not the same as none', () => {
  const [, , , longest, count] = pageFigures({ ...recent, longTasks: null, longestTaskMs: null });
  expect([longest?.[2], count?.[2]]).toEqual(['–', '–']);
});

const snapshotWith = (...memories: readonly ExecutorSnapshot['memoryBytes'][]) =>
  ({
    tenants: [{ dropped: 3, failed: 1 }],
    totals: { throughputPerSecond: 60 },
    machine: null,
    executors: memories.map((memoryBytes, index) => ({
      config: { id: `x${index}` },
      backend: 'wasm',
      threads: 1,
      utilisationFraction: 0.97,
      inFlight: 1,
      queued: 2,
      memoryBytes,
      startMs: 120,
      clockOffsetMs: 0.02,
    })),
  }) as unknown as Snapshot; // the tables read these fields only

it('every executor has a row with what it holds; a backend that cannot tell has dashes', () => {
  const [, executors, all] = machineTables(snapshotWith({ inUse: 61e6, reserved: null }), recent);
  expect(executors?.rows[0]?.cells).toEqual([
    'wasm',
    '1',
    '97\u202f%',
    '1 · 2',
    '61\u202fMB',
    '–',
    '120\u202fms',
    '0.02\u202fms',
  ]);
  expect(all?.rows[0]?.cells.slice(0, 3)).toEqual(['60.0/s', '3', '1']);
});

it('what devices share and may hold has columns once any executor has either, and tells when it is nearly used up', () => {
  const given = snapshotWith(
    { inUse: 61e6, reserved: null },
    { inUse: 90e6, reserved: null, shared: 12e6, budget: 100e6 },
  );
  const [, executors] = machineTables(given, recent);
  expect(executors?.columns.map(({ label }) => label).slice(-4, -2)).toEqual(['shared', 'budget']);
  expect(executors?.rows.map(({ cells }) => cells.slice(-4, -2))).toEqual([
    ['–', '–'],
    ['12\u202fMB', '100\u202fMB: 90\u202f% of budget in use'],
  ]);
});
