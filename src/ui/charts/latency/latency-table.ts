/** The numbers behind the latency panel: percentiles with their sample count, and every part of the waterfall. Pure. */
import type { TenantSnapshot } from '../../../domain/snapshot';
import { DASH, formatCount, formatFraction } from '../../format';
import type { Term } from '../../glossary';
import type { TableData } from '../table/table-data';
import { bareMs, PART_WORDS } from './part-words';

const FIGURES = ['mean', 'p50', 'p90', 'p95', 'p99', 'max'] as const satisfies readonly Term[];

const PARTS = [
  ['queueing', 'queueingMs'],
  ['transport', 'transportMs'],
  ['preprocess', 'preprocessMs'],
  ['own', 'ownComputeMs'],
  ['slowed', 'slowedMs'],
  ['preempted', 'preemptedMs'],
  ['readback', 'readbackMs'],
  ['decode', 'decodeMs'],
] as const;

const headOf = (tenant: TenantSnapshot, index: number, names: readonly string[]) => ({
  key: tenant.config.id,
  head: names[index] ?? tenant.config.id,
  index,
});

export function latencyTable(tenants: readonly TenantSnapshot[], names: readonly string[]): TableData {
  return {
    caption: 'Latency, ms: completed requests of the rolling window',
    head: { term: 'tenant', label: 'model' },
    columns: [
      { term: 'samples', label: 'n' },
      ...FIGURES.map((term) => ({ term, label: term })),
      { term: 'service-time', label: 'service mean' },
      { term: 'deadline-hits', label: 'in time' },
      { term: 'end-to-end', label: 'end to end p50' },
      { term: 'end-to-end', label: 'end to end p95' },
      { term: 'freshness', label: 'age of picture p50' },
    ],
    rows: tenants.map((tenant, index) => ({
      ...headOf(tenant, index, names),
      cells: [
        formatCount(tenant.latencyMs.n),
        ...FIGURES.map((figure) => bareMs(tenant.latencyMs[figure])),
        bareMs(tenant.serviceTimeMs.mean),
        formatFraction(tenant.deadlineHitFraction, 1),
        bareMs(tenant.pipeline?.endToEndMs.p50 ?? null),
        bareMs(tenant.pipeline?.endToEndMs.p95 ?? null),
        bareMs(tenant.pipeline?.freshnessMs.p50 ?? null),
      ],
    })),
  };
}

/** `own work` is all computation for a tenant without a baseline: `slowed` then has a dash. */
export function waterfallTable(tenants: readonly TenantSnapshot[], names: readonly string[]): TableData {
  return {
    caption:
      'Where the time went, ms: means that sum to the mean latency. Without a baseline own work is all computation',
    head: { term: 'tenant', label: 'model' },
    columns: PARTS.map(([kind]) => ({ term: PART_WORDS[kind][0], label: PART_WORDS[kind][1] })),
    rows: tenants.map((tenant, index) => ({
      ...headOf(tenant, index, names),
      cells: PARTS.map(([, field]) =>
        tenant.waterfall === null ? DASH : bareMs(tenant.waterfall[field]).replace('-', '−'),
      ),
    })),
  };
}

/** Row: whose delay; column: who was served meanwhile. Shares of a row sum to 1. */
export function overlapTable(tenants: readonly TenantSnapshot[], names: readonly string[]): TableData {
  return {
    caption: 'Overlap shares: of the mean delay against alone, who was served meanwhile. Not who caused it',
    head: { term: 'overlap-share', label: 'delayed model' },
    columns: [
      { term: 'overlap-share', label: 'delay ms' },
      ...tenants.map((tenant, index) => ({
        term: 'overlap-share' as const,
        label: names[index] ?? tenant.config.id,
      })),
    ],
    rows: tenants.map((tenant, index) => {
      const { overlap = null } = tenant;
      const shares = overlap !== null && overlap.length > 0 ? overlap : null;
      return {
        ...headOf(tenant, index, names),
        cells: [
          bareMs(shares?.reduce((sum, one) => sum + one.delayMs, 0) ?? null),
          ...tenants.map(({ config }) =>
            formatFraction(shares?.find(({ tenantId }) => tenantId === config.id)?.shareFraction ?? null, 0),
          ),
        ],
      };
    }),
  };
}
