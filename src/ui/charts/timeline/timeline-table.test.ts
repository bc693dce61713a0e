import { expect, it } from 'vitest';
import type { RecordRow } from '../../../protocol/record-batch';
import { changesTable, incidentTable, timelineTable } from './timeline-table';

const served: RecordRow = {
  requestId: 7,
  tenantId: 'a',
  executorId: 'x',
  outcome: 'late',
  arrivedAt: 100,
  deadlineAt: 120,
  issuedAt: 104,
  startedAt: 104.5,
  preprocessedAt: 106,
  computedAt: 130,
  readAt: 131,
  completedAt: 132,
  endedAt: 132,
  preemptedMs: 0,
  segments: 1,
  parentId: Number.NaN,
  capturedAt: Number.NaN,
  issueMs: Number.NaN,
  gpuMs: Number.NaN,
};

it('a request has every part of its life, and how late it was', () => {
  const [row] = timelineTable([served], ['a'], ['FaceMesh']).rows;
  expect(row?.head).toBe('FaceMesh 7');
  expect(row?.cells).toEqual([
    'x',
    'late',
    '32.0',
    '4.00',
    '0.50',
    '1.50',
    '24.0',
    '1.00',
    '1.00',
    '0.00',
    '1',
    '−12.0',
    '–',
    '–',
  ]);
});

it('once any request was issued to WebGPU, two columns tell what that cost and how long the GPU worked', () => {
  const table = timelineTable([served, { ...served, issueMs: 0.12, gpuMs: 3.4 }], ['a'], ['FaceMesh']);
  expect(table.columns.slice(-2).map(({ label }) => label)).toEqual(['CPU to issue', 'GPU time']);
  expect(table.rows.map(({ cells }) => cells.slice(-2))).toEqual([
    ['0.12', '3.40'],
    ['–', '–'],
  ]);
});

it('a preempted request of a pipeline tells its gaps apart from computing, who triggered it and how old its picture was', () => {
  const one = { ...served, preemptedMs: 14, segments: 3, parentId: 5, capturedAt: 92 };
  const [row] = timelineTable([one], ['a'], ['FaceMesh']).rows;
  expect(row?.cells.slice(6)).toEqual(['10.0', '1.00', '1.00', '14.0', '3', '−12.0', '5', '40.0']);
});

it('the newest request comes first, and one that was never served has dashes', () => {
  const dropped: RecordRow = {
    ...served,
    requestId: 8,
    outcome: 'dropped',
    issuedAt: Number.NaN,
    startedAt: Number.NaN,
    preprocessedAt: Number.NaN,
    computedAt: Number.NaN,
    readAt: Number.NaN,
    completedAt: Number.NaN,
    endedAt: 100,
    preemptedMs: Number.NaN,
    segments: 0,
  };
  const { rows } = timelineTable([served, dropped], ['a'], ['FaceMesh']);
  expect(rows.map((row) => row.head)).toEqual(['FaceMesh 8', 'FaceMesh 7']);
  expect(rows[0]?.cells.slice(1)).toEqual(['dropped', ...Array.from({ length: 12 }, () => '–')]);
});

it('incidents stand newest first, with cause, who was hit and recovery', () => {
  const killed = {
    id: 1,
    at: 1000,
    cause: 'mishap',
    mishap: 'kill-worker',
    code: 'executor-crashed',
    executorId: 'x',
    tenantIds: ['a', 'gone'],
    message: '',
    recoveredAt: 2240,
  } as const;
  const slept = { ...killed, id: 2, at: 5000, cause: 'sleep', mishap: null, code: null } as const;
  const table = incidentTable({
    incidents: [killed, { ...slept, executorId: null, tenantIds: [], recoveredAt: null }],
    nameOf: new Map([['a', 'FaceMesh']]),
    wanted: new Set(['a']),
    now: 6000,
    timeOf: (at) => `${at / 1000} s`,
  });
  expect(table.rows.map(({ head, cells }) => [head, ...cells])).toEqual([
    ['5 s slept', 'sleep', '–', '–', '–', '–'],
    ['1 s worker killed', 'injected', 'x', 'FaceMesh, gone', 'executor-crashed', 'recovered in 1.24\u202fs'],
  ]);
});

it('changes of the set-up stand newest first', () => {
  const changes = [
    { at: 1000, text: 'executor-1: FIFO → EDF' },
    { at: 4000, text: 'FaceMesh paused' },
  ];
  const { rows } = changesTable(changes, (at) => `${at / 1000} s`);
  expect(rows.map(({ head, cells }) => [head, ...cells])).toEqual([
    ['4 s', 'FaceMesh paused'],
    ['1 s', 'executor-1: FIFO → EDF'],
  ]);
});
