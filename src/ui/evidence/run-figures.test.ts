import { expect, it } from 'vitest';
import type { TenantRun } from '../../domain/run-file';
import { runTable } from './run-figures';

const spread = { n: 40, mean: 0.2, p50: 0.1, p90: 0.3, p95: null, p99: null, max: 0.4 };
const tenant = (change: Partial<TenantRun>) =>
  ({
    id: 'face',
    throughputPerSecond: 30,
    latencyMs: spread,
    slowdown: null,
    deadlineHitFraction: null,
    dropped: 0,
    rejected: 0,
    failed: 0,
    ...change,
  }) as TenantRun; // the table reads these fields only
const tableOf = (...tenants: readonly TenantRun[]) => runTable({ tenants }, ({ id }) => id);

it('a run in which any tenant was on WebGPU tells modes and times there, the others have dashes', () => {
  const mode = { asked: 'auto', running: 'recorded', reason: '', recordable: true, facts: null } as const;
  const gpu = { mode, issueMs: spread, gpuMs: null, gpuInvalid: 0 };
  const { columns, rows } = tableOf(tenant({ gpu }), tenant({}));
  expect(columns.slice(-3).map(({ label }) => label)).toEqual(['mode at the end', 'issue p50', 'GPU p50']);
  expect(rows.map(({ cells }) => cells.slice(-3))).toEqual([
    ['recorded', '0.10\u202fms', '–'],
    ['–', '–', '–'],
  ]);
});

it('a run without WebGPU has no such columns', () => {
  expect(tableOf(tenant({})).columns.map(({ label }) => label)).not.toContain('issue p50');
});
