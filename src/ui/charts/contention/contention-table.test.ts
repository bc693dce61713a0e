import { expect, it } from 'vitest';
import type { Snapshot } from '../../../domain/snapshot';
import { contentionTables } from './contention-table';

const snapshot = (given: Partial<Snapshot>): Snapshot =>
  ({
    run: { kind: 'running', startedAt: 0 },
    measuring: null,
    totals: { stp: 1.31, antt: 1.6, jainFairness: 0.98, minNpRatio: 0.8 },
    tenants: [
      {
        config: { id: 'a', paused: false, workload: { kind: 'closed', inFlight: 1 } },
        status: { kind: 'running' },
        throughputPerSecond: 20,
        latencyMs: { mean: 50 },
        alone: { n: 200, throughputPerSecond: 40, latencyMs: { mean: 25 } },
        slowdown: 2,
        deadlineHitFraction: 0.5,
      },
      {
        config: { id: 'b', paused: false, workload: { kind: 'periodic' } },
        status: { kind: 'running' },
        throughputPerSecond: 30,
        latencyMs: { mean: 10 },
        alone: null,
        slowdown: null,
        deadlineHitFraction: null,
      },
    ],
    executors: [
      {
        config: { id: 'executor-1', policy: 'edf' },
        decisions: { count: 1200, p50Us: 1.5, p99Us: null, beyondSegmentMs: { p99: 0.31 } },
      },
    ],
    ...given,
  }) as unknown as Snapshot; // the tables read these fields only

it('a compared tenant has its slowdown, what it goes by, and both throughputs', () => {
  const [tenants] = contentionTables(snapshot({}), ['A', 'B']);
  expect(tenants?.rows.map((row) => row.cells)).toEqual([
    ['2.00×', 'throughput', '20.0/s', '40.0/s', '50.0', '25.0', '200', '–', '50.0\u202f%', '–', '–'],
    ['–', '–', '30.0/s', '–', '10.0', '–', '–', '–', '–', '–', '–'],
  ]);
});

it('the sums have no value while one tenant is measured alone', () => {
  const cells = (given: Partial<Snapshot>) => contentionTables(snapshot(given), [])[1]?.rows[0]?.cells;
  expect(cells({})).toEqual(['1.31', '1.60', '0.98', '0.80', '–', '–']);
  const measuring = { tenantId: 'a', index: 0, count: 2, remainingMs: 1 };
  expect(cells({ measuring })).toEqual(['–', '–', '–', '–', '–', '–']);
});

it('each executor tells its decisions and what is not known yet is a dash', () => {
  expect(contentionTables(snapshot({}), [])[2]?.rows.map((row) => row.cells)).toEqual([
    ['EDF', '1\u202f200', '1.50\u202fµs', '–', '0.31'],
  ]);
});

it('where deadlines exist, goodput and XRBench’s scores stand beside them', () => {
  const [first, second] = snapshot({}).tenants;
  const xrbench = {
    score: 64,
    models: [{ id: 'a', realTime: 0.8, qoe: 0.8, score: 0.64, frames: 10 }],
  };
  const tenants = [{ ...first, goodputPerSecond: 12.5 }, second] as Snapshot['tenants']; // as above
  const totals = { ...snapshot({}).totals, goodputPerSecond: 12.5 };
  const [rows, sums] = contentionTables(snapshot({ tenants, totals, xrbench }), ['A', 'B']);
  expect(rows?.rows.map(({ cells }) => cells.slice(-2))).toEqual([
    ['12.5/s', '64.00'],
    ['–', '–'],
  ]);
  expect(sums?.rows[0]?.cells.slice(-2)).toEqual(['12.5/s', '64.00']);
});
