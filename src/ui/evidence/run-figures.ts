/** The figures of a run file as the cells of a table, and what limits them. Pure; it computes none. */
import type { RunFile, TenantRun } from '../../domain/run-file';
import type { TableData } from '../charts/table/table-data';
import { DASH, formatCount, formatFactor, formatFraction, formatMs, formatRate } from '../format';
import type { Term } from '../glossary';
import { MODE_CHIPS } from '../gpu/mode-words';

interface Column {
  readonly term: Term;
  readonly label: string;
  readonly cell: (tenant: TenantRun) => string;
}

const COLUMNS: readonly Column[] = [
  { term: 'throughput', label: 'throughput', cell: (one) => formatRate(one.throughputPerSecond) },
  { term: 'samples', label: 'n', cell: (one) => formatCount(one.latencyMs.n) },
  { term: 'latency', label: 'mean latency', cell: (one) => formatMs(one.latencyMs.mean) },
  { term: 'latency', label: 'p95', cell: (one) => formatMs(one.latencyMs.p95) },
  { term: 'slowdown', label: 'slowdown', cell: (one) => formatFactor(one.slowdown) },
  { term: 'deadline', label: 'deadlines kept', cell: (one) => formatFraction(one.deadlineHitFraction) },
  { term: 'dropped', label: 'lost', cell: (one) => formatCount(one.dropped + one.rejected + one.failed) },
];

const modeWords = ({ gpu }: TenantRun): string => (gpu?.mode ? MODE_CHIPS[gpu.mode.running].words : DASH);

/** Where any tenant ran on WebGPU. */
const GPU_COLUMNS: readonly Column[] = [
  { term: 'gpu-mode', label: 'mode at the end', cell: modeWords },
  { term: 'issue-time', label: 'issue p50', cell: ({ gpu }) => formatMs(gpu?.issueMs.p50) },
  { term: 'gpu-time', label: 'GPU p50', cell: ({ gpu }) => formatMs(gpu?.gpuMs?.p50) },
];

export function runTable(run: Pick<RunFile, 'tenants'>, nameOf: (tenant: TenantRun) => string): TableData {
  const onGpu = run.tenants.some(({ gpu }) => gpu !== undefined);
  const columns = onGpu ? [...COLUMNS, ...GPU_COLUMNS] : COLUMNS;
  return {
    caption: 'Each tenant over the window of the run',
    head: { term: 'tenant', label: 'tenant' },
    columns,
    rows: run.tenants.map((tenant, index) => ({
      key: tenant.id,
      head: nameOf(tenant),
      index,
      cells: columns.map(({ cell }) => cell(tenant)),
    })),
  };
}

/** Of its provenance, of executors that are no real device, and of tenants that failed. */
export function warningsOf({ provenance, executors, tenants }: RunFile): readonly string[] {
  const software = executors.filter((one) => one.softwareAdapter).map(({ id }) => id);
  return [
    ...provenance.warnings,
    ...(software.length === 0
      ? []
      : [`Software GPU: ${software.join(', ')}. Its timings say nothing about a GPU.`]),
    ...tenants.flatMap(({ id, error }) => (error === null ? [] : [`${id} failed: ${error.message}`])),
  ];
}
