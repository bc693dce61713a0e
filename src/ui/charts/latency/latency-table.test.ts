import { expect, it } from 'vitest';
import type { TenantSnapshot } from '../../../domain/snapshot';
import { latencyTable, overlapTable, waterfallTable } from './latency-table';

const tenant = {
  config: { id: 'a' },
  latencyMs: { n: 200, mean: 20, p50: 19, p90: 25, p95: 30, p99: null, max: 41 },
  serviceTimeMs: { mean: 12 },
  deadlineHitFraction: 0.9731,
  pipeline: { endToEndMs: { p50: 48, p95: null }, freshnessMs: { p50: 61 } },
  waterfall: {
    queueingMs: 8,
    transportMs: 0.1,
    preprocessMs: 1,
    ownComputeMs: 10,
    slowedMs: -0.5,
    preemptedMs: 0,
    readbackMs: 0.9,
    decodeMs: 0.5,
  },
} as unknown as TenantSnapshot; // the tables read these fields only

it('percentiles stand beside the number of samples; what is not known is a dash', () => {
  const { rows, columns } = latencyTable([tenant], ['FaceMesh']);
  expect(columns.map((column) => column.label)).toEqual([
    'n',
    'mean',
    'p50',
    'p90',
    'p95',
    'p99',
    'max',
    'service mean',
    'in time',
    'end to end p50',
    'end to end p95',
    'age of picture p50',
  ]);
  expect(rows[0]?.cells).toEqual([
    '200',
    '20.0',
    '19.0',
    '25.0',
    '30.0',
    '–',
    '41.0',
    '12.0',
    '97.3\u202f%',
    '48.0',
    '–',
    '61.0',
  ]);
});

it('every part of the waterfall has its cell, a gain its sign', () => {
  expect(waterfallTable([tenant], ['FaceMesh']).rows[0]?.cells).toEqual([
    '8.00',
    '0.10',
    '1.00',
    '10.0',
    '−0.50',
    '0.00',
    '0.90',
    '0.50',
  ]);
});

it('a tenant without completions has dashes', () => {
  const [row] = waterfallTable([{ ...tenant, waterfall: null }], ['FaceMesh']).rows;
  expect(new Set(row?.cells)).toEqual(new Set(['–']));
});

it('overlap shares stand in the row of whose delay it was, in the column of who was served', () => {
  const other = { ...tenant, config: { ...tenant.config, id: 'b' } };
  const overlap = [{ tenantId: 'b', shareFraction: 1, delayMs: 12.3 }];
  const { columns, rows } = overlapTable([{ ...tenant, overlap }, other], ['FaceMesh', 'MoveNet']);
  expect(columns.map(({ label }) => label)).toEqual(['delay ms', 'FaceMesh', 'MoveNet']);
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['12.3', '–', '100\u202f%'],
    ['–', '–', '–'],
  ]);
});
