/**
 * A document in one tidy table: of a run a row for each tenant, of an experiment a row for each tenant of each measurement.
 * Columns are described in `docs/evidence.md`.
 */
import { unparse } from 'papaparse';
import { type EvidenceDocument, isExperiment } from '../../domain/evidence';
import type { ExperimentFile, MeasuredTenant } from '../../domain/experiment';
import type { Counters, Distribution, RunFile, TenantRun } from '../../domain/run-file';

type Cell = string | number | boolean | null;
type Row = Readonly<Record<string, Cell>>;

export function summaryCsv(document: EvidenceDocument): Blob {
  const rows = isExperiment(document) ? experimentRows(document) : runRows(document);
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const text = unparse({ fields, data: rows.map((row) => fields.map((field) => row[field] ?? '')) });
  return new Blob([`${text}\r\n`], { type: 'text/csv' });
}

const spread = (name: string, { mean, p50, p90, p95, p99, max }: Distribution): Row => ({
  [`${name}_mean_ms`]: mean,
  [`${name}_p50_ms`]: p50,
  [`${name}_p90_ms`]: p90,
  [`${name}_p95_ms`]: p95,
  [`${name}_p99_ms`]: p99,
  [`${name}_max_ms`]: max,
});

const counted = ({ arrivals, completions, late, dropped, rejected, failed }: Counters): Row => ({
  arrivals,
  completions,
  late,
  dropped,
  rejected,
  failed,
});

/** Columns that only a run with a tenant on WebGPU has. */
const onGpu = ({ gpu }: Pick<MeasuredTenant, 'gpu'>): Row =>
  gpu === undefined || gpu === null
    ? {}
    : { gpu_mode: gpu.running, gpu_mode_reason: gpu.reason, ...spread('issue', gpu.issueMs) };

const ranOnGpu = ({ gpu }: TenantRun): Row =>
  gpu === undefined
    ? {}
    : {
        gpu_mode: gpu.mode?.running ?? null,
        gpu_mode_reason: gpu.mode?.reason ?? null,
        dispatches: gpu.mode?.facts?.dispatches ?? null,
        ...spread('issue', gpu.issueMs),
        ...(gpu.gpuMs === null ? {} : spread('gpu', gpu.gpuMs)),
      };

const runRows = ({ tenants, durationMs, provenance }: RunFile): readonly Row[] =>
  tenants.map((tenant) => ({
    tenant: tenant.id,
    model: tenant.modelId,
    executor: tenant.executorId,
    backend: tenant.backend,
    workload: tenant.workload.kind,
    duration_ms: durationMs,
    throughput_per_second: tenant.throughputPerSecond,
    ...counted(tenant),
    deadline_hit_fraction: tenant.deadlineHitFraction,
    slowdown: tenant.slowdown,
    alone_throughput_per_second: tenant.alone?.throughputPerSecond ?? null,
    ...spread('latency', tenant.latencyMs),
    ...spread('queueing', tenant.queueingDelayMs),
    ...spread('service', tenant.serviceTimeMs),
    ...ranOnGpu(tenant),
    taken_at: provenance.takenAt,
  }));

function experimentRows({ plan, measurements, kind }: ExperimentFile): readonly Row[] {
  const cells = new Map(plan.cells.map((cell) => [cell.id, cell]));
  return measurements.flatMap((measurement) => {
    const cell = cells.get(measurement.cellId);
    const factors = Object.entries(cell?.factors ?? {}).map(
      ([name, value]) => [`factor_${name}`, value] as const,
    );
    return measurement.tenants.map((tenant) => ({
      experiment: kind,
      cell: measurement.cellId,
      label: cell?.label ?? '',
      role: cell?.role ?? '',
      ...Object.fromEntries(factors),
      round: measurement.round,
      control: measurement.control,
      started_at: new Date(measurement.startedAt).toISOString(),
      duration_ms: measurement.durationMs,
      tenant: tenant.id,
      throughput_per_second: tenant.throughputPerSecond,
      ...counted(tenant),
      deadline_hit_fraction: tenant.deadlineHitFraction,
      ...spread('latency', tenant.latencyMs),
      ...spread('service', tenant.serviceTimeMs),
      ...onGpu(tenant),
      memory_bytes: measurement.memoryBytes,
      flags: measurement.flags.map((flag) => flag.kind).join(' '),
    }));
  });
}
