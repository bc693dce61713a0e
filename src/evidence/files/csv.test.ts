import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { ROW_LENGTH, RowCursor } from '../../protocol/packed-row';
import { experimentOf, gpuRunOf, recordingOf, runOf } from '../../testing/evidence-documents';
import { firstArrival, REQUEST_COLUMNS, requestsCsv } from './requests-csv';
import { summaryCsv } from './summary-csv';

const rowsOf = async (blob: Blob) =>
  Papa.parse<Record<string, string>>(await blob.text(), { header: true, skipEmptyLines: true }).data;

it('every request is a row, and parsed again its instants are those of the recording to a µs', async () => {
  const table = recordingOf(30_001);
  const rows = await rowsOf(requestsCsv(runOf(), table));
  expect(rows).toHaveLength(30_001);
  expect(Object.keys(rows[0] ?? {})).toEqual([...REQUEST_COLUMNS]);
  const origin = firstArrival(table);
  const cursor = new RowCursor(table);
  let worst = 0;
  rows.forEach((row, index) => {
    const record = cursor.standOn(index);
    for (const [cell, at] of [
      [row.arrived_ms, record.arrivedAt],
      [row.issued_ms, record.issuedAt],
      [row.completed_ms, record.completedAt],
      [row.ended_ms, record.endedAt],
      [row.captured_ms, record.capturedAt],
    ] as const) {
      if (Number.isNaN(at)) expect(cell).toBe('');
      else worst = Math.max(worst, Math.abs(Number(cell) - (at - origin)));
    }
    if (row.outcome !== record.outcome || row.tenant !== record.tenantId) throw new Error(`row ${index}`);
  });
  expect(worst).toBeLessThan(0.001);
  expect(table.rows.length / ROW_LENGTH).toBe(rows.length);
});

it('the parts of a completed request sum to its latency', async () => {
  const rows = await rowsOf(requestsCsv(runOf(), recordingOf(50)));
  const parts = ['queueing', 'transport', 'preprocess', 'compute', 'preempted', 'readback', 'decode'];
  for (const row of rows.filter(({ latency_ms }) => latency_ms !== '')) {
    const sum = parts.reduce((total, part) => total + Number(row[`${part}_ms`]), 0);
    expect(sum).toBeCloseTo(Number(row.latency_ms), 2);
  }
});

it('a run’s summary has a row for each tenant with the figures of the file', async () => {
  const rows = await rowsOf(summaryCsv(runOf()));
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({
    tenant: 'a',
    backend: 'wasm',
    throughput_per_second: '50',
    slowdown: '1.5',
    latency_p95_ms: '30',
  });
});

it('a run on WebGPU tells how it ran and what that took; one without has no such columns', async () => {
  const [row] = await rowsOf(summaryCsv(gpuRunOf('recorded')));
  expect(row).toMatchObject({
    gpu_mode: 'recorded',
    dispatches: '24',
    issue_mean_ms: '0.1',
    gpu_mean_ms: '6',
  });
  const [plain] = await rowsOf(summaryCsv(runOf()));
  expect(Object.keys(plain ?? {}).filter((name) => /gpu|issue_|dispatches/.test(name))).toEqual([]);
});

it('a request’s issue and GPU time are those of the recording, empty where they were not measured', async () => {
  const table = recordingOf(200, 1, true);
  const rows = await rowsOf(requestsCsv(runOf(), table));
  const cursor = new RowCursor(table);
  rows.forEach(({ issue_ms, gpu_ms }, index) => {
    const { issueMs, gpuMs } = cursor.standOn(index);
    expect(issue_ms === '').toBe(Number.isNaN(issueMs));
    expect(gpu_ms === '').toBe(Number.isNaN(gpuMs));
    if (gpu_ms !== '') expect(Number(gpu_ms)).toBeCloseTo(gpuMs, 2);
  });
});

it('an experiment’s summary has a row for each tenant of each measurement, with its factors', async () => {
  const rows = await rowsOf(summaryCsv(experimentOf('policies')));
  expect(rows).toHaveLength(12);
  expect(rows[0]).toMatchObject({
    experiment: 'policies',
    cell: 'fifo',
    factor_policy: 'fifo',
    round: '0',
    control: 'false',
    tenant: 'a',
  });
});

it('of a tenant on WebGPU the summary of an experiment has its mode, why, and the CPU time to issue', async () => {
  const experiment = experimentOf('gpu-sharing');
  const issueMs = { n: 60, mean: 0.25, p50: 0.2, p90: 0.3, p95: null, p99: null, max: 0.5 };
  const measurements = experiment.measurements.map((run) => ({
    ...run,
    tenants: run.tenants.map((tenant) =>
      tenant.id === 'a'
        ? { ...tenant, gpu: { running: 'recorded' as const, reason: 'As asked.', issueMs } }
        : tenant,
    ),
  }));
  const [a, b] = await rowsOf(summaryCsv({ ...experiment, measurements }));
  expect(a).toMatchObject({ gpu_mode: 'recorded', gpu_mode_reason: 'As asked.', issue_mean_ms: '0.25' });
  expect(b).toMatchObject({ gpu_mode: '', issue_mean_ms: '' });
});

it('names with commas and quotes come back as they were', async () => {
  const experiment = experimentOf('policies');
  const cells = experiment.plan.cells.map((cell) => ({ ...cell, label: 'a, "b"\nc' }));
  const rows = await rowsOf(summaryCsv({ ...experiment, plan: { ...experiment.plan, cells } }));
  expect(rows[0]?.label).toBe('a, "b"\nc');
});
